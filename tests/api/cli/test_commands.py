"""The command line as schedulers use it: a process, its output, its exit status, on the embedded store."""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from socket import socket
from typing import Any

import httpx
import pytest

Result = subprocess.CompletedProcess[str]
Ckg = Callable[..., Result]

MAPPING = """
source: {source}
files:
  - path: {source}.csv
    rows:
      - kind: customer
        fields: {{source_id: id, full_name: name, birth_date: born, email: mail, city: city}}
"""
CRM = """id,name,born,mail,city
1,Anna Groß,1980-02-29,anna@mail.example,Köln
2,Bernd Möller,1975-11-03,bernd@mail.example,Bonn
,Nobody,1990-01-01,nobody@mail.example,Bonn
"""
SHOP = """id,name,born,mail,city
a,Anna Gross,1980-02-29,ANNA@mail.example,Köln
b,Clara Sommer,1991-07-15,clara@mail.example,Aachen
"""
TRUTH = "source,source_id,entity\ncrm,1,x\nshop,a,x\ncrm,2,y\nshop,b,z\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sources with their mappings, and the truth."""
    folder = tmp_path_factory.mktemp("company")
    for source, rows in (("crm", CRM), ("shop", SHOP)):
        (folder / f"{source}.yaml").write_text(MAPPING.format(source=source), encoding="utf-8")
        (folder / f"{source}.csv").write_text(rows, encoding="utf-8")
    (folder / "truth.csv").write_text(TRUTH, encoding="utf-8")
    return folder


COMMAND = [sys.executable, "-c", "from api.cli import main; main()"]


@pytest.fixture(scope="module")
def environment(folder: Path) -> dict[str, str]:
    """A home of its own."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    own = {"CKG_HOME": str(folder / "home"), "CKG_STORE_MEMORY": "512m"}
    return outside | own | {"PYTHONPATH": str(Path(__file__).parents[3])}


@pytest.fixture(scope="module")
def ckg(folder: Path, environment: dict[str, str]) -> Iterator[Ckg]:
    """Runs `ckg`, and stops its store at the end."""

    def run(*arguments: str, **more: str) -> Result:
        return subprocess.run(
            [*COMMAND, *arguments],
            env=environment | more,
            capture_output=True,
            text=True,
            timeout=180,
            cwd=folder,
        )

    yield run
    run("stop")


@pytest.fixture(scope="module")
def server(resolved: Result, folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """Address of `ckg serve` over the resolved company."""
    assert resolved.returncode == 0
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=environment, cwd=folder) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address)
            yield address
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    for _ in range(300):
        with suppress(httpx.HTTPError):
            if httpx.get(f"{address}/readyz", timeout=30).is_success:
                return
        time.sleep(0.2)
    pytest.fail("the server did not start")


@pytest.fixture(scope="module")
def ingested(ckg: Ckg) -> list[Result]:
    """Both sources in the journal and the graph."""
    return [ckg("ingest", "crm.yaml", "--json"), ckg("ingest", "shop.yaml", "--json")]


@pytest.fixture(scope="module")
def resolved(ckg: Ckg, ingested: list[Result]) -> Result:
    """A finished run over both sources."""
    assert [result.returncode for result in ingested] == [0, 0], ingested
    return ckg("resolve", "--json")


def test_ingest_counts_what_went_in_and_what_stayed_out(ingested: list[Result]) -> None:
    summaries = [json.loads(result.stdout) for result in ingested]

    assert [(s["rows"], s["rejected_rows"]) for s in summaries] == [(3, 1), (2, 0)]
    assert summaries[0]["files"][0]["row_reasons"] == {"source_id is empty": 1}


def test_ingest_again_changes_nothing(ckg: Ckg, ingested: list[Result]) -> None:
    assert ingested
    again = json.loads(ckg("ingest", "shop.yaml", "--json").stdout)

    assert again["accepted"] == 0


def test_resolve_makes_three_customers_of_four_records(resolved: Result) -> None:
    report = json.loads(resolved.stdout)

    assert (resolved.returncode, report["records"], report["customers"]) == (0, 4, 3)


def test_evaluate_measures_against_the_truth(ckg: Ckg, resolved: Result) -> None:
    assert resolved.returncode == 0
    figures = json.loads(ckg("evaluate", "--truth", "truth.csv", "--json").stdout)

    assert (figures["precision"], figures["recall"], figures["f1"]) == (1.0, 1.0, 1.0)


def test_export_names_the_customer_of_every_record(ckg: Ckg, resolved: Result, folder: Path) -> None:
    assert resolved.returncode == 0
    result = ckg("export", "assignments", "--to", "out.csv")

    with (folder / "out.csv").open(encoding="utf-8") as file:
        rows = {(row["source"], row["source_id"]): row["customer_id"] for row in csv.DictReader(file)}
    assert result.returncode == 0
    assert rows["crm", "1"] == rows["shop", "a"]
    assert len(set(rows.values())) == 3


def test_rebuild_keeps_the_customers(ckg: Ckg, resolved: Result) -> None:
    assert resolved.returncode == 0
    rebuilt = json.loads(ckg("rebuild", "--json").stdout)

    assert rebuilt["customers"] == 3


def test_lookup_says_whose_record_it_would_be(ckg: Ckg, resolved: Result, folder: Path) -> None:
    assert resolved.returncode == 0
    asked: dict[str, Any] = {"full_name": "Ana Groß", "birth_date": "1980-02-29"}
    asked["identifiers"] = [{"kind": "email", "value": "anna@mail.example"}]
    (folder / "record.json").write_text(json.dumps(asked), encoding="utf-8")
    (folder / "leads.csv").write_text(
        "id,name,born,mail,city\n9,Gross Anna,1980-02-29,Anna@mail.example,\n10,Zoé Neu,2001-01-01,,Ulm\n",
        encoding="utf-8",
    )

    [stated] = json.loads(ckg("lookup", "record.json", "--json").stdout)
    mapped = json.loads(ckg("lookup", "leads.csv", "--mapping", "crm.yaml", "--json").stdout)
    shown = ckg("lookup", "record.json")

    customers = {found["record_id"]: found["customer_id"] for found in stated["candidates"]}
    assert customers.keys() == {"crm:1", "shop:a"}
    assert set(customers.values()) == {stated["customer_id"]}
    assert [(row["source_id"], row["customer_id"]) for row in mapped] == [
        ("9", stated["customer_id"]),
        ("10", None),
    ]
    assert stated["customer_id"] in shown.stdout
    assert "the same email" in shown.stdout


def test_the_server_says_whose_record_it_would_be(server: str) -> None:
    query = """query ($input: RecordInput!) { resolveRecord(input: $input) {
        stored probability customer { id fullName }
        candidates { source sourceId accepted rules judgement } } }"""
    asked = {"fullName": "Anna Gross", "identifiers": [{"kind": "EMAIL", "value": "anna@mail.example"}]}
    stored: dict[str, Any] = {
        "source": "crm",
        "sourceId": "2",
        "fullName": "Bernd Möller",
        "birthDate": "1975-11-03",
    }
    stored |= {"city": "Bonn", "identifiers": [{"kind": "EMAIL", "value": "bernd@mail.example"}]}

    answers = [
        httpx.post(
            f"{server}/graphql", json={"query": query, "variables": {"input": record}}, timeout=60
        ).json()["data"]["resolveRecord"]
        for record in (asked, stored, {"fullName": "Nobody Known"})
    ]

    assert [answer["customer"] and answer["customer"]["fullName"] for answer in answers] == [
        "Anna Groß",
        "Bernd Möller",
        None,
    ]
    assert [answer["stored"] for answer in answers] == [False, True, False]
    assert {c["source"]: (c["accepted"], c["rules"]) for c in answers[0]["candidates"]} == {
        "crm": (True, ["email"]),
        "shop": (True, ["email"]),
    }


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("ingest", "absent.yaml"), "absent.yaml"),
        (("evaluate", "--truth", "crm.csv"), "source"),
        (("export", "assignments", "--to", "out.xml"), "out.xml"),
        (("lookup", "crm.csv"), "crm.csv"),
    ],
)
def test_a_mistake_is_named_without_a_traceback(ckg: Ckg, arguments: tuple[str, ...], named: str) -> None:
    result = ckg(*arguments)

    assert result.returncode == 1
    assert named in result.stderr
    assert "Traceback" not in result.stderr


def test_a_wrong_address_says_what_to_do(ckg: Ckg) -> None:
    result = ckg("status", NEO4J_URI="bolt://127.0.0.1:1", NEO4J_PASSWORD="x")  # noqa: S106 - nobody's

    assert result.returncode == 1
    assert "127.0.0.1:1" in result.stderr
    assert "NEO4J_URI" in result.stderr

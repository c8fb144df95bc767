"""The command line as schedulers use it: a process, its output, its exit status, on the embedded store."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

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
1,Anna Groß,1980-02-29,anna@example.org,Köln
2,Bernd Möller,1975-11-03,bernd@example.org,Bonn
,Nobody,1990-01-01,nobody@example.org,Bonn
"""
SHOP = """id,name,born,mail,city
a,Anna Gross,1980-02-29,ANNA@example.org,Köln
b,Clara Sommer,1991-07-15,clara@example.org,Aachen
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


@pytest.fixture(scope="module")
def ckg(folder: Path) -> Iterator[Ckg]:
    """Runs `ckg` with a home of its own, and stops its store at the end."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    environment |= {"CKG_HOME": str(folder / "home"), "CKG_STORE_MEMORY": "512m"}

    def run(*arguments: str, **more: str) -> Result:
        command = [sys.executable, "-c", "from api.cli import main; main()", *arguments]
        return subprocess.run(
            command, env=environment | more, capture_output=True, text=True, timeout=180, cwd=folder
        )

    environment["PYTHONPATH"] = str(Path(__file__).parents[3])
    yield run
    run("stop")


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


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("ingest", "absent.yaml"), "absent.yaml"),
        (("evaluate", "--truth", "crm.csv"), "source"),
        (("export", "assignments", "--to", "out.xml"), "out.xml"),
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

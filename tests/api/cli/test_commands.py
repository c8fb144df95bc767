"""The command line as schedulers use it: its output and its exit status, on an embedded store that runs.

The first ingest, the server and a mistake are processes of their own; the other commands run in this one.
"""

import csv
import gzip
import json
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph.store import Store
from tests.api.cli.company import SHOP, write_company
from tests.api.cli.processes import COMMAND, processed, serving_process
from tests.support.script import Result, Script
from tests.support.stores import environment_of, wipe


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sources with their mappings, and the truth."""
    folder = tmp_path_factory.mktemp("company")
    write_company(folder)
    return folder


@pytest.fixture(scope="module")
def environment(folder: Path, embedded_session: Store) -> dict[str, str]:
    """A home of its own, and the session's store."""
    own = {"CKG_HOME": str(folder / "home"), "PYTHONPATH": str(Path(__file__).parents[3])}
    return environment_of(wipe(embedded_session)) | own


@pytest.fixture(scope="module")
def ckg(folder: Path, environment: dict[str, str]) -> Script:
    """Runs `ckg`."""
    return Script(environment, folder)


def test_nobody_has_to_listen(ckg: Script) -> None:
    script = 'exec "$0" "$@" <&- >&- 2>&-'
    ended = subprocess.run(["sh", "-c", script, *COMMAND, "schema", "mapping"], env=dict(ckg.environment))

    assert ended.returncode == 0


@pytest.fixture(scope="module")
def server(resolved: Result, folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """Address of `ckg serve` over the resolved company."""
    assert resolved.status == 0
    with serving_process(environment, folder) as address:
        yield address


@pytest.fixture(scope="module")
def ingested(ckg: Script) -> list[Result]:
    """Both sources in the journal and the graph."""
    return [processed(ckg, "ingest", "crm.yaml", "--json"), ckg.run("ingest", "shop.yaml", "--json")]


@pytest.fixture(scope="module")
def resolved(ckg: Script, ingested: list[Result]) -> Result:
    """A finished run over both sources."""
    assert [result.status for result in ingested] == [0, 0], ingested
    return ckg.run("resolve", "--json")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_says_what_is_wrong_with_its_files_before_its_address(
    ckg: Script, resolved: Result, workers: str
) -> None:
    assert resolved.status == 0
    (ckg.folder / "operations.json").write_text('{"00": "{orders {totalCount}}"}', encoding="utf-8")

    ended = ckg.run("serve", "--port", "0", "--workers", workers, CKG_GRAPHQL_OPERATIONS="operations.json")

    assert (ended.status, ended.output) == (1, "")
    assert ended.errors.startswith("error: 00 in operations.json is not the SHA-256 of its operation.")


def test_several_mappings_at_once_each_read_their_own_files(ckg: Script, ingested: list[Result]) -> None:
    assert [result.status for result in ingested] == [0, 0]
    report = ckg.ask("ingest", "crm.yaml", "shop.yaml")
    assert [(one["source"], one["accepted"]) for one in report["ingests"]] == [("crm", 0), ("shop", 0)]
    assert report["set_aside"] == 0
    mixed = ckg.run("ingest", "crm.yaml", "shop.yaml", "crm.csv")
    assert (mixed.status, mixed.output) == (1, "")
    assert "shop.yaml is a mapping too" in mixed.errors


def test_the_version_is_that_of_the_package(ckg: Script) -> None:
    told = ckg.run("--version")

    assert (told.status, told.output, told.errors) == (0, f"ckg {version('customer-knowledge-graph')}\n", "")


def test_ingest_counts_what_went_in_and_what_stayed_out(ingested: list[Result]) -> None:
    summaries = [json.loads(result.output) for result in ingested]

    assert [(s["rows"], s["rejected_rows"]) for s in summaries] == [(3, 1), (2, 0)]
    assert summaries[0]["files"][0]["row_reasons"] == {"source_id is empty": 1}
    assert not any(summary["resolved"] for summary in summaries)  # no run has trained a model yet


def test_a_file_that_breaks_off_keeps_what_was_read_and_fails(
    ckg: Script, ingested: list[Result], folder: Path
) -> None:
    assert ingested
    (folder / "cut.csv.gz").write_bytes(gzip.compress(SHOP.encode()) + b"noise")
    result = ckg.run("ingest", "shop.yaml", "cut.csv.gz", "--json")

    assert result.status == 1
    assert json.loads(result.output)["unchanged"] == 2
    assert "breaks off or is damaged behind line 3. 2 rows of it were read and are kept" in result.errors


def test_ingest_again_changes_nothing(ckg: Script, ingested: list[Result]) -> None:
    assert ingested
    again = ckg.ask("ingest", "shop.yaml")

    assert again["accepted"] == 0


def test_resolve_makes_three_customers_of_four_records(resolved: Result) -> None:
    report = json.loads(resolved.output)

    assert (resolved.status, report["records"], report["customers"]) == (0, 4, 3)


def test_evaluate_measures_against_the_truth(ckg: Script, resolved: Result) -> None:
    assert resolved.status == 0
    figures = ckg.ask("evaluate", "--truth", "truth.csv")

    assert (figures["precision"], figures["recall"], figures["f1"]) == (1.0, 1.0, 1.0)


def test_export_names_the_customer_of_every_record(ckg: Script, resolved: Result, folder: Path) -> None:
    assert resolved.status == 0
    result = ckg.run("export", "assignments", "--to", "out.csv")

    with (folder / "out.csv").open(encoding="utf-8") as file:
        rows = {(row["source"], row["source_id"]): row["customer_id"] for row in csv.DictReader(file)}
    assert result.status == 0
    assert rows["crm", "1"] == rows["shop", "a"]
    assert len(set(rows.values())) == 3


def test_rebuild_keeps_the_customers(ckg: Script, resolved: Result) -> None:
    assert resolved.status == 0
    rebuilt = ckg.ask("rebuild")

    assert rebuilt["customers"] == 3


def test_lookup_says_whose_record_it_would_be(ckg: Script, resolved: Result, folder: Path) -> None:
    assert resolved.status == 0
    asked: dict[str, Any] = {"full_name": "Ana Groß", "birth_date": "1980-02-29"}
    asked["identifiers"] = [{"kind": "email", "value": "anna@mail.example"}]
    (folder / "record.json").write_text(json.dumps(asked), encoding="utf-8")
    (folder / "leads.csv").write_text(
        "id,name,born,mail,street,zip,city\n"
        "9,Gross Anna,1980-02-29,Anna@mail.example,,,\n10,Zoé Neu,2001-01-01,,,,Ulm\n",
        encoding="utf-8",
    )

    [stated] = ckg.ask("lookup", "record.json")
    mapped = ckg.ask("lookup", "leads.csv", "--mapping", "crm.yaml")
    shown = ckg.run("lookup", "record.json")

    customers = {found["record_id"]: found["customer_id"] for found in stated["candidates"]}
    assert customers.keys() == {"crm:1", "shop:a"}
    assert set(customers.values()) == {stated["customer_id"]}
    assert [(row["source_id"], row["customer_id"]) for row in mapped] == [
        ("9", stated["customer_id"]),
        ("10", None),
    ]
    assert stated["customer_id"] in shown.output
    assert "the same email" in shown.output


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


def test_a_dry_run_shows_what_other_rules_for_households_would_change(
    ckg: Script, resolved: Result, folder: Path
) -> None:
    assert resolved.status == 0
    (folder / "rules.yaml").write_text("households: {ties: []}", encoding="utf-8")

    shown = ckg.run("resolve", "--dry-run", CKG_RULES="rules.yaml")
    told = ckg.run("resolve", "--dry-run", "--json", CKG_RULES="rules.yaml")

    [change] = json.loads(told.output)["households"]["changes"]
    assert (change["kind"], len(change["left"])) == ("dissolved", 2)
    lines = [line.strip() for line in shown.output.splitlines()]
    assert lines[-3:] == [
        "households: 1 of 2 customers now, 0 of 0 then",
        "0 formed, 1 dissolved, 0 gaining and 0 losing members",
        f"{change['household_id']} dissolved, of {' '.join(change['left'])}",
    ]


def test_the_server_says_who_lives_together_since_the_run(server: str) -> None:
    query = """{
        couple: customer(identifier: {kind: EMAIL, value: "anna@mail.example"}) {
            household { size members { edges { validFrom validTo node { fullName } } } } }
        single: customer(identifier: {kind: EMAIL, value: "bernd@mail.example"}) { household { id } }
        identityRuns { startedAt } }"""

    found = httpx.post(f"{server}/graphql", json={"query": query}, timeout=60).json()["data"]

    [*_, first_run] = found["identityRuns"]
    household = found["couple"]["household"]
    assert household["size"] == 2
    members = household["members"]["edges"]
    assert sorted(member["node"]["fullName"] for member in members) == [
        "Anna Groß",
        "Clara Gross",
    ]
    assert {member["validFrom"] for member in members} == {first_run["startedAt"]}
    assert {member["validTo"] for member in members} == {None}
    assert found["single"]["household"] is None


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("ingest", "absent.yaml"), "absent.yaml"),
        (("evaluate", "--truth", "crm.csv"), "source"),
        (("export", "assignments", "--to", "out.xml"), "out.xml"),
        (("lookup", "crm.csv"), "crm.csv"),
    ],
)
def test_a_mistake_is_named_without_a_traceback(ckg: Script, arguments: tuple[str, ...], named: str) -> None:
    result = ckg.run(*arguments)

    assert result.status == 1
    assert named in result.errors
    assert "Traceback" not in result.errors


def test_a_mistake_of_a_process_is_named_before_a_store_is_started(ckg: Script, tmp_path: Path) -> None:
    home = tmp_path / "home"
    own = {name: value for name, value in ckg.environment.items() if not name.startswith("NEO4J_")}
    elsewhere = Script({**own, "CKG_HOME": str(home)}, tmp_path)

    result = processed(elsewhere, "ingest", "absent.yaml")

    assert (result.status, result.output) == (1, "")
    assert result.errors.startswith("error: The mapping cannot be read. File absent.yaml is missing.")
    assert "Traceback" not in result.errors
    assert not home.exists()


def test_a_wrong_address_says_what_to_do(ckg: Script) -> None:
    result = ckg.run("status", NEO4J_URI="bolt://127.0.0.1:1", NEO4J_PASSWORD="x")  # noqa: S106 - nobody's

    assert result.status == 1
    assert "127.0.0.1:1" in result.errors
    assert "NEO4J_URI" in result.errors


def test_a_person_is_erased_after_a_dry_run_that_erases_nobody(ckg: Script, resolved: Result) -> None:
    assert resolved.status == 0
    [tried] = ckg.ask("erase", "shop:b", "--dry-run")
    before = ckg.ask("erasures")
    told = ckg.run("erase", "shop:b", "--yes", "--reason", "request 7")

    [request] = ckg.ask("erasures")
    assert (tried["records"], before) == (["shop:b"], [])
    assert (told.status, request["reason"], request["purged_at"]) == (0, "request 7", None)
    assert told.output.splitlines()[-3:-1] == [
        f"Erased: {request['request_id']}.",
        "It is still on the disk until `ckg erase --purge`.",
    ]
    assert len(ckg.ask("erase", "--purge", "--dry-run")["due"]) == 1

"""Whole runs over a journal: full, incremental, with judgements, dry, and after a crash."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from graph.entries import Identifier, Origin, RecordVersion
from graph.errors import IdentityError
from graph.identity.run import Mode, RunOptions, preview, resolve
from graph.journal.tables import times
from tests.graph.identity.company import NOW, Company
from tests.support.clock import Clock
from tests.support.entries import order
from tests.support.looking import look

GIVEN = ("Anna", "Bernd", "Carla", "Dirk", "Edith", "Franz", "Gisela", "Horst")
FAMILY = ("Adler", "Brandt", "Curtius", "Dorn", "Eckert", "Falk", "Grimm", "Hagen", "Imhoff", "Jansen")


def version(source: str, source_id: str, email: str | None = None, **attributes: str) -> RecordVersion:
    identifiers = (Identifier("email", email),) if email else ()
    return RecordVersion(source, source_id, attributes, identifiers, NOW, Origin("file", 1))


def people(first: int, last: int) -> Iterator[RecordVersion]:
    """Two records of each person, with birth date in one and a typing error in the other."""
    for number in range(first, last):
        given, family = GIVEN[number % 8], FAMILY[number // 8]
        town = {"postal_code": f"5{number:04}", "city": "Köln", "street": f"{family}weg", "house_number": "3"}
        birth = f"19{50 + number % 40}-0{1 + number % 9}-1{number % 10}"
        email = f"{given}.{family}{number}@web.de".lower()
        yield version(
            "crm", str(number), email, given_name=given, family_name=family, birth_date=birth, **town
        )
        yield version("shop", str(number), email, given_name=given, family_name=family + family[-1], **town)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """Forty people after a full run, and what a killed one left."""
    company = Company(tmp_path_factory.mktemp("home"))
    company.journal.append(people(0, 40), "first")
    result = resolve(company.journal, company.settings, RunOptions(Mode.FULL))
    assert result.mode is Mode.FULL
    torn = {"run_id": "killed", "record_id": "crm:3", "customer_id": "cwrong", "valid_from": NOW}
    company.journal.append_table("runs", pa.table({"run_id": ["killed"], "status": ["running"]}))
    company.journal.append_table("assignments", pa.Table.from_pylist([torn]))
    return company


def test_both_records_of_a_person_become_one_customer(company: Company) -> None:
    customers = company.customers()

    assert all(customers[f"crm:{n}"] == customers[f"shop:{n}"] for n in range(40))
    assert len(set(customers.values())) == 40


def test_a_run_without_news_changes_nothing(company: Company) -> None:
    before = company.customers()

    result = resolve(company.journal, company.settings)

    assert (result.mode, result.report["changed_records"]) == (Mode.INCREMENTAL, 0)
    assert company.customers() == before


def test_news_are_clustered_as_if_everything_were(company: Company) -> None:
    before = company.customers()
    company.journal.append(people(40, 60), "second")
    company.journal.append([version("hotline", "1", "anna.adler0@web.de")], "second")

    result = resolve(company.journal, company.settings)
    again = preview(company.journal, company.settings, RunOptions(Mode.REBASE))

    customers = company.customers()
    assert result.report["changed_records"] == 41
    assert {source: told["records"] for source, told in result.report["quality"].items()} == {
        "crm": 60,
        "shop": 60,
        "hotline": 1,
    }
    assert {record: customers[record] for record in before} == before
    assert customers["hotline:1"] == customers["crm:0"]
    assert again.records_moved == 0
    assert again.report["customers"] == len(set(customers.values())) == 60


def test_a_no_match_splits_a_match_joins_and_their_revocation_restores(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = company.customers()
    clock = Clock(monkeypatch, times)

    clock.ahead = timedelta(days=400)
    company.judge("crm:1", "shop:1", "no_match")
    company.judge("crm:2", "crm:9", "match")
    resolve(company.journal, company.settings)
    ruled = company.customers()
    clock.ahead = timedelta()
    company.judge("crm:1", "shop:1", "no_match", revoked=NOW)
    company.judge("crm:2", "crm:9", "match", revoked=NOW)
    result = resolve(company.journal, company.settings)

    assert ruled["crm:1"] != ruled["shop:1"]
    assert {ruled["crm:1"], ruled["shop:1"]} - set(before.values())
    assert ruled["crm:2"] == ruled["shop:2"] == ruled["crm:9"] == ruled["shop:9"]
    assert company.customers() == before
    assert result.mode is Mode.INCREMENTAL
    [(seconds, took)] = look(
        company.journal,
        f"SELECT duration_seconds, epoch(finished_at - started_at) FROM runs WHERE run_id = '{result.run_id}'"  # noqa: S608
        " AND status = 'finished'",
    )
    assert 0 < seconds < 3_600
    assert took == pytest.approx(seconds, abs=1e-3)


def test_a_dry_run_tells_what_would_move_and_changes_nothing(company: Company) -> None:
    """A person who would be two has in each record an order of ten, and a cancelled one of a thousand."""
    orders = [
        replace(order(f"{source}-{status}", "1", NOW, total=total, status=status), source=source)
        for source in ("crm", "shop")
        for status, total in (("paid", 10.0), ("cancelled", 1000.0))
    ]
    company.journal.append(orders, "orders")
    company.judge("crm:1", "shop:1", "no_match")
    versions = company.journal.versions()

    radius = preview(company.journal, company.settings, RunOptions(threshold=0.9999999999))

    assert radius.report["mode"] == "rebase"
    assert radius.customers_before == 60
    assert radius.revenue_moved == 10 * radius.records_moved > 0
    assert company.journal.versions() == versions
    company.judge("crm:1", "shop:1", "no_match", revoked=NOW)


def test_what_a_killed_run_left_is_never_seen(company: Company) -> None:
    """Neither before nor after the runs above."""
    assert "cwrong" not in company.customers().values()


def test_the_first_record_of_a_company_is_its_first_customer(tmp_path: Path) -> None:
    first = Company(tmp_path)
    first.journal.append([version("crm", "1", "anna@web.de", full_name="Anna Kern")], "first")
    resolve(first.journal, first.settings)
    [alone] = first.customers().values()
    first.journal.append([version("shop", "a", "anna@web.de", full_name="Anna Kern")], "second")
    resolve(first.journal, first.settings)
    assert first.customers() == {"crm:1": alone, "shop:a": alone}


@pytest.mark.parametrize("threshold", [0.0, 1.0])
def test_a_threshold_that_divides_nothing_is_refused(threshold: float) -> None:
    with pytest.raises(IdentityError, match="between 0 and 1"):
        RunOptions(threshold=threshold)

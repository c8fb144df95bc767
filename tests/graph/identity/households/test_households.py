"""Who lives together, by whole runs: what ties people at one address, and what does not."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.entries import RecordVersion
from graph.identity.run import Mode, RunResult, preview
from tests.graph.identity.company import FAMILY, Company
from tests.graph.identity.households.people import (
    GIVEN,
    MAIL,
    PHONE,
    household_of,
    households,
    run,
    strangers,
    told,
)


def cases() -> Iterator[RecordVersion]:
    """People at several addresses, each a case of its own."""
    yield told("wife", "Anna", "Adler")
    yield told("husband", "Bernd", "Adler-Brandt")
    yield told("neighbour", "Carla", "Curtius")
    yield told("namesake", "Dirk", "Adler", ("Lindenallee", "7", "50667"))
    yield told("firm", "", "", organization_name="Adler Werkzeuge GmbH", entity_type="organization")
    yield told("moved", "Edith", "Adler", day=1)
    yield told("moved", "Edith", "Adler", ("Hafenweg", "12", "20457"), day=9)

    yield told("couple", "", "Falke", ("Auweg", "8", "80331"), entity_type="household")
    yield told("falke", "Franz", "Falke", ("Auweg", "8", "80331"))

    flat = ("Marktplatz", "1", "80331")
    yield told("dorn", "Franz", "Dorn", flat, [PHONE])
    yield told("eckert", "Gisela", "Eckert", flat, [PHONE])
    yield told("switch1", "Horst", "Falk", flat, [("phone", "+4989100")])
    yield told("switch2", "Irene", "Grimm", flat, [("phone", "+4989100")])
    for n in range(9):
        away = (f"Ring{n}", "3", f"6{n:04}")
        yield told(f"desk{n}", GIVEN[n], FAMILY[n], away, [("phone", "+4989100")])

    yield told("typo1", "Jan", "Hagen", ("Kirchgasse", "4", "01067"))
    yield told("typo2", "Karin", "Hagen", ("Kirchgase", "4", "01067"))

    for n in range(9):
        yield told(f"dormitory{n}", GIVEN[n], "Jansen", ("Am Campus", "2", "72074"))

    for n in range(21):
        used = [MAIL] if n in (3, 4) else []
        yield told(f"tower{n}", GIVEN[n], FAMILY[n // 2], ("Hochhausring", "100", "10115"), used)


@pytest.fixture(scope="module")
def resolved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Company, RunResult]:
    """The cases after one run."""
    company = Company(tmp_path_factory.mktemp("cases"))
    return company, run(company, *strangers(30), *cases(), mode=Mode.FULL)


def test_a_name_a_phone_or_a_mail_ties_those_who_live_at_one_address(
    resolved: tuple[Company, RunResult],
) -> None:
    company, result = resolved

    assert households(company) == {
        frozenset({"wife", "husband"}),
        frozenset({"dorn", "eckert"}),
        frozenset({"couple", "falke"}),
        frozenset({"typo1", "typo2"}),
        frozenset({"tower3", "tower4"}),
    }
    assert (result.report["households"], result.report["household_members"]) == (5, 10)


def test_a_group_that_is_too_large_is_counted_and_not_made(resolved: tuple[Company, RunResult]) -> None:
    company, result = resolved

    assert result.report["groups_too_large_for_a_household"] == 1
    assert household_of(company, "dormitory0") is None


def test_the_members_of_a_household_stay_customers_of_their_own(resolved: tuple[Company, RunResult]) -> None:
    company, _ = resolved
    customers = company.customers()

    assert customers["crm:wife"] != customers["crm:husband"]


def test_no_ties_make_no_households(resolved: tuple[Company, RunResult], tmp_path: Path) -> None:
    shutil.copytree(resolved[0].settings.home, tmp_path / "home")
    rules = tmp_path / "rules.yaml"
    rules.write_text("households: {ties: []}", encoding="utf-8")
    company = Company(tmp_path / "home", rules)

    result = run(company, mode=Mode.REBASE)

    assert company.households() == {}
    assert result.report["households"] == 0


def test_a_dry_run_tells_what_other_rules_for_households_would_change(
    resolved: tuple[Company, RunResult], tmp_path: Path
) -> None:
    company, _ = resolved
    rules = tmp_path / "rules.yaml"
    rules.write_text("households: {ties: [family_name], max_size: 9, crowd: 21}", encoding="utf-8")
    before, versions = company.households(), company.journal.versions()

    radius = preview(company.journal, company.settings.model_copy(update={"rules": rules}))

    # The phone no longer ties dorn and eckert; the dormitory's nine are not too many any more; names tie the
    # ten couples of the tower, one of which goes on in the place of the two whom an e-mail address tied.
    found = radius.households
    assert (radius.merged, radius.split, radius.created, radius.records_moved) == (0, 0, 0, 0)
    assert (found.households_before, found.members_before) == (5, 10)
    assert (found.households_after, found.members_after) == (5 - 1 + 1 + 9, 10 - 2 + 9 + 18)
    assert (found.formed, found.dissolved, found.gaining, found.losing) == (10, 1, 1, 1)
    assert (found.changed, len(found.changes)) == (12, 10)
    largest, changes = found.changes[0], {change.household_id: change for change in found.changes}
    customers = company.customers()
    assert largest.kind == "formed"
    assert sorted(largest.joined) == sorted(customers[f"crm:dormitory{n}"] for n in range(9))
    assert changes.keys() - {before[customers["crm:dorn"]], before[customers["crm:tower3"]]} == {
        change.household_id for change in found.changes if change.kind == "formed"
    }
    assert company.journal.versions() == versions

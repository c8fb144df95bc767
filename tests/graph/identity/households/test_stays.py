"""How households go on as people come and go, by runs over changes."""

from dataclasses import dataclass

import pytest

from graph.entries import RecordVersion
from graph.identity.run import Mode, preview
from tests.graph.identity.company import Company
from tests.graph.identity.households.people import START, run, strangers, told
from tests.support.looking import look


def couple(family: str, number: str) -> tuple[RecordVersion, RecordVersion]:
    """Two of one name at an address of their own."""
    home = (f"{family}platz", number, f"8{number:>04}")
    return told(f"{family}1", "Anna", family, home), told(f"{family}2", "Bernd", family, home)


COUPLES = {
    family: couple(family, str(n)) for n, family in enumerate(("Kern", "Lang", "Moser", "Nagel", "Ott"), 1)
}


def joining(key: str, given: str, family: str, day: int) -> RecordVersion:
    """Somebody who moves in with a couple."""
    home = COUPLES[family][0].attributes
    return told(key, given, family, (home["street"], home["house_number"], home["postal_code"]), day=day)


@dataclass(frozen=True)
class Moment:
    """Customers by the CRM's keys and households by customers, as a run left them."""

    customers: dict[str, str]
    households: dict[str, str]

    def home(self, key: str) -> str | None:
        """The household that a person lives in."""
        return self.households.get(self.customers[key])

    def people(self, *keys: str) -> list[tuple[str, str | None]]:
        """Customers and households of people."""
        return [(self.customers[key], self.home(key)) for key in keys]


@dataclass(frozen=True)
class Life:
    """A company of couples and strangers, and the moments after its first run and two over changes."""

    company: Company
    moments: list[Moment]

    def run(self, *entries: RecordVersion, mode: Mode = Mode.INCREMENTAL) -> None:
        """Take entries in, and note what a run makes of them."""
        run(self.company, *entries, mode=mode)
        customers = {key.removeprefix("crm:"): id_ for key, id_ in self.company.customers().items()}
        self.moments.append(Moment(customers, self.company.households()))


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Life:
    """What happens to six couples side by side, each of which has nothing to do with the others."""
    life = Life(Company(tmp_path_factory.mktemp("life")), [])
    judge, away, theirs = life.company.judge, ("Hafenweg", "12", "20457"), ("Elbufer", "7", "01097")
    adler = [told("wife", "Anna", "Adler"), told("husband", "Bernd", "Adler")]
    couples = [who for both in COUPLES.values() for who in both]
    life.run(*strangers(30), *adler, *couples, told("Ott3", "Dirk", "Ott", theirs), mode=Mode.FULL)

    judge("crm:Lang1", "crm:stranger3", "match")
    judge("crm:Moser1", "crm:Moser2", "match")
    left = told("Ott2", "Bernd", "Ott", theirs, day=5)
    life.run(told("child", "Dirk", "Adler"), joining("guest", "Franz", "Kern", 20), left)

    judge("crm:Lang1", "crm:stranger3", "match", revoked=START)
    judge("crm:Moser1", "crm:Moser2", "match", revoked=START)
    left = told("guest", "Franz", "Kern", ("Seeufer", "8", "18055"), day=21)
    back, comes = joining("Ott2", "Bernd", "Ott", 7), joining("stranger5", "Franz", "Nagel", 30)
    life.run(told("child", "Dirk", "Adler", away, day=3), left, back, comes)
    return life


def test_a_household_keeps_its_id_while_somebody_comes_and_goes(life: Life) -> None:
    first, child_came, child_left = life.moments
    home = first.home("wife")
    assert home is not None

    assert child_came.home("child") == child_came.home("husband") == home
    assert child_left.home("child") is None
    assert child_left.home("wife") == child_left.home("husband") == home


def test_a_household_gets_its_id_back_with_who_returns_from_another(life: Life) -> None:
    first, left, back = life.moments
    home = first.home("Ott1")
    assert home is not None

    assert left.home("Ott1") is None
    assert left.home("Ott2") == left.home("Ott3") is not None
    assert back.home("Ott2") == back.home("Ott1") == home
    assert back.home("Ott3") is None


def test_a_membership_that_ended_is_kept_with_its_times(life: Life) -> None:
    moment = life.moments[-1]

    query = "SELECT household_id FROM stored_households WHERE customer_id = ? ORDER BY valid_from"
    rows = look(life.company.journal, query, [moment.customers["guest"]])
    assert rows == [(moment.home("Kern1"),), (None,)]


def test_households_follow_a_merge_and_its_undoing(life: Life) -> None:
    before, merged, undone = life.moments
    assert before.home("stranger3") is None

    assert merged.customers["stranger3"] == merged.customers["Lang1"]
    assert merged.home("Lang2") is not None
    everybody = ("Lang1", "Lang2", "stranger3")
    assert undone.people(*everybody) == before.people(*everybody)


def test_two_who_turn_out_to_be_one_are_no_household(life: Life) -> None:
    before, one, two = life.moments
    home = before.home("Moser1")
    assert home is not None

    assert one.customers["Moser1"] == one.customers["Moser2"]
    assert home not in one.households.values()
    assert two.people("Moser1", "Moser2") == before.people("Moser1", "Moser2")


def test_what_happens_to_others_changes_nobody_s_household(life: Life) -> None:
    untouched = ("Kern1", "Kern2", "Nagel1", "Nagel2", *(f"stranger{n}" for n in range(6, 30)))

    assert {tuple(moment.people(*untouched)) for moment in life.moments} == {
        tuple(life.moments[0].people(*untouched))
    }


def test_a_dry_run_over_news_tells_who_would_come_and_go(life: Life) -> None:
    now, company = life.moments[-1], life.company
    leaves = told("stranger5", "Franz", "Nagel", ("Seeufer", "9", "18055"), day=31)
    company.journal.append([leaves, joining("stranger6", "Gisela", "Nagel", 31)], "news")

    radius = preview(company.journal, company.settings).households

    [change] = radius.changes
    assert (change.kind, change.household_id) == ("changed", now.home("Nagel1"))
    assert (change.joined, change.left) == ((now.customers["stranger6"],), (now.customers["stranger5"],))
    assert (radius.gaining, radius.losing, radius.formed, radius.dissolved) == (1, 1, 0, 0)
    assert radius.members_before == radius.members_after

"""Values that too many people use: found by runs, kept in the journal, confirmed or overruled by stewards."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.entries import Identifier, RecordVersion
from graph.errors import IdentityError
from graph.identity.explanation.why import why
from graph.identity.lookup.lookup import Lookup
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import Mode, RunOptions, resolve
from graph.identity.stewards.cases import SharedIdentifier, find_case, review_queue
from graph.identity.stewards.identifier_users import identifier_users
from graph.identity.stewards.stewardship import Author, Stewardship, Verdict
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, person
from tests.support.looking import look
from tests.support.people import resolved, somebody

ANA = Author("ana", "it is the number of our shop in Köln")
SWITCHBOARD = Identifier("phone", "+4922112345")
USERS = 6
"""People who gave the number of the switchboard; four may share a phone."""


def caller(source: str, number: int) -> RecordVersion:
    """A record that is told apart by the number alone: a given name and nothing else."""
    return person(f"{number}", day(1), SWITCHBOARD, source=source, given_name="Zacharias")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """People of whom six gave one phone number to the hotline, after a full run."""
    home = tmp_path_factory.mktemp("pristine")
    resolved(home, *(somebody("call", number, SWITCHBOARD) for number in range(USERS)))
    return home


class Office:
    """A steward's desk over a journal of its own."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home=home)
        self.journal = Journal.open(self.settings)
        self.acts = Stewardship(self.journal, self.settings)

    def run(self, mode: Mode = Mode.INCREMENTAL) -> Mode:
        return resolve(self.journal, self.settings, RunOptions(mode)).mode

    def shared(self) -> list[tuple[str, str, int | None, bool]]:
        return look(self.journal, "SELECT kind, value, people, shared FROM shared_values")

    def case(self) -> str:
        """Id of the only open case about an identifier."""
        [case] = [case for case in review_queue(self.journal, first=1000) if case.identifier]
        return case.id

    def cases(self) -> list[str]:
        return [case.id for case in review_queue(self.journal, first=1000) if case.identifier]


@pytest.fixture
def office(pristine: Path, tmp_path: Path) -> Office:
    """A copy of the people for one test."""
    shutil.copytree(pristine, tmp_path / "home")
    return Office(tmp_path / "home")


def test_a_run_journals_a_shared_value_and_queues_it_once(office: Office) -> None:
    case = find_case(office.journal, office.case())

    assert office.shared() == [("phone", "+4922112345", USERS, True)]
    assert case.kind == "generic_identifier"
    assert case.identifier == SharedIdentifier("phone", "+4922112345", USERS)
    assert case.probability is None
    assert {case.record_l, case.record_r} <= {f"call:{number}" for number in range(USERS)}
    users = identifier_users(office.journal, case.identifier)
    assert [user.record for user in users] == [f"call:{number}" for number in range(USERS)]
    assert len({user.customer for user in users}) == USERS


def test_why_names_a_shared_value_as_evidence_that_does_not_count(office: Office) -> None:
    report = why(office.journal, office.settings, ("call:1", "call:2"))

    [finding] = [finding for finding in report.findings if finding.kind == "shared"]
    assert "+4922112345, which 6 people share" in finding.text


def test_a_run_without_news_writes_nothing_about_it(office: Office) -> None:
    before = office.journal.versions()

    assert office.run() is Mode.INCREMENTAL

    after = office.journal.versions()
    assert after["shared_values"] == before["shared_values"]
    assert after["review_cases"] == before["review_cases"]


def test_a_wider_limit_ends_the_sharing_and_closes_the_case(office: Office, tmp_path: Path) -> None:
    case = office.case()
    rules = tmp_path / "rules.yaml"
    rules.write_text("identifiers: {phone: {people: 9}}\n", encoding="utf-8")
    office.settings = office.settings.model_copy(update={"rules": rules})

    assert office.run() is Mode.REBASE

    closed = find_case(office.journal, case)
    assert office.shared() == [("phone", "+4922112345", None, False)]
    assert (closed.state, closed.resolution) == ("closed", "settled")
    office.settings = office.settings.model_copy(update={"rules": None})
    office.run()
    assert office.shared() == [("phone", "+4922112345", USERS, True)]
    assert office.cases() == [case]


def test_a_confirmed_value_is_not_asked_about_again(office: Office) -> None:
    case = office.case()

    office.acts.confirm(case, ANA)
    office.journal.append([somebody("call", USERS, SWITCHBOARD)], "news")
    office.run()

    closed = find_case(office.journal, case)
    assert (closed.resolution, closed.closed_by) == ("confirmed", "ana")
    assert office.cases() == []
    assert office.shared() == [("phone", "+4922112345", USERS + 1, True)]


def test_an_overruled_value_links_again_until_that_is_taken_back(office: Office) -> None:
    """Two records that nothing but the number and a given name ties together, by which they count as one of
    its people, and a further user of it; over retraining, too."""
    case = office.case()
    news = [caller("hotline", 1), caller("survey", 2), somebody("call", USERS, SWITCHBOARD)]
    office.journal.append(news, "news")
    office.run()
    before = current_assignment(office.journal)
    assert office.shared() == [("phone", "+4922112345", USERS + 2, True)]
    assert find_case(office.journal, case).identifier == SharedIdentifier("phone", "+4922112345", USERS + 2)

    outcome = office.acts.overrule(case, ANA)
    linked = current_assignment(office.journal)
    found = Lookup(office.settings).resolve(caller("new", 3))
    resolve(office.journal, office.settings, RunOptions(Mode.FULL, threshold=0.9))
    assert office.cases() == []
    assert office.shared() == [("phone", "+4922112345", None, False)]
    assert current_assignment(office.journal) == linked
    office.acts.reopen(case, ANA)

    assert before["hotline:1"] != before["survey:2"]
    assert linked["hotline:1"] == linked["survey:2"]
    assert found.customer_id == linked["survey:2"]  # a look-up knows it too
    assert Lookup(office.settings).resolve(caller("new", 3)).customer_id is None
    assert {move.record for move in outcome.moves} <= {"hotline:1", "survey:2"}
    assert current_assignment(office.journal) == before
    assert office.cases() == [case]


def test_identifiers_get_no_verdicts_and_pairs_no_rulings(office: Office) -> None:
    case = office.case()

    with pytest.raises(IdentityError, match="about an identifier"):
        office.acts.decide(case, Verdict.MATCH, ANA)
    with pytest.raises(IdentityError, match="No steward ruled"):
        office.acts.reopen(case, ANA)
    office.acts.confirm(case, ANA)
    with pytest.raises(IdentityError, match=r"is closed"):
        office.acts.overrule(case, ANA)

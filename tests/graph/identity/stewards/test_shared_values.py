"""Values that too many people use: found by runs, kept in the journal, confirmed or overruled by stewards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from graph.entries import RecordVersion
from graph.errors import IdentityError
from graph.identity.explanation.why import why
from graph.identity.lookup.lookup import Lookup
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import Mode, RunOptions, resolve
from graph.identity.stewards.cases import ReviewCase, SharedIdentifier, find_case, review_queue
from graph.identity.stewards.identifier_users import identifier_users
from graph.identity.stewards.stewardship import Author, Move, Stewardship, Verdict
from graph.journal import Journal
from graph.settings import Settings
from tests.graph.identity.town import FAX, HELPLINE, SWITCHBOARD, USERS, town, user
from tests.support.entries import day, person
from tests.support.looking import look

ANA = Author("ana", "it is the number of our shop in Köln")


def caller(source: str, number: int) -> RecordVersion:
    """A record that is told apart by the number of the switchboard alone: a given name and nothing else."""
    return person(f"{number}", day(1), SWITCHBOARD, source=source, given_name="Zacharias")


@dataclass(frozen=True)
class Moment:
    """What a run left: by number how many people share it, None once they do no more; the open cases about
    numbers; customers by record."""

    shared: dict[str, int | None]
    cases: dict[str, str]
    customers: dict[str, str]


class Office:
    """A steward's desk over a journal of its own."""

    def __init__(self, journal: Journal, settings: Settings) -> None:
        self.journal, self.settings = journal, settings

    @property
    def acts(self) -> Stewardship:
        """What stewards do."""
        return Stewardship(self.journal, self.settings)

    def run(self) -> Mode:
        return resolve(self.journal, self.settings).mode

    def cases(self) -> dict[str, str]:
        """Ids of the open cases about phone numbers, by number."""
        found = {case.id: case.identifier for case in review_queue(self.journal, first=1000)}
        return {about.value: id_ for id_, about in found.items() if about and about.kind == "phone"}

    def written_again(self) -> list[set[str]]:
        """The values that were stored as shared more than once; those of which a case was."""
        shared = "SELECT value FROM stored_shared_values GROUP BY kind, value HAVING count(*) > 1"
        cases = """SELECT identifier_value FROM stored_review_cases WHERE identifier_kind IS NOT NULL
            GROUP BY id, identifier_value HAVING count(*) > 1"""
        return [{value for (value,) in look(self.journal, query)} for query in (shared, cases)]

    def moment(self) -> Moment:
        rows = look(self.journal, "SELECT value, people, shared FROM shared_values WHERE kind = 'phone'")
        assert all(shared == (people is not None) for _, people, shared in rows)
        shared = {value: people for value, people, _ in rows}
        return Moment(shared, self.cases(), current_assignment(self.journal))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """The town for one test."""
    return Office(*town(tmp_path / "home"))


def test_a_run_journals_a_shared_value_and_queues_it_once(office: Office) -> None:
    moment = office.moment()
    case = find_case(office.journal, moment.cases[SWITCHBOARD.value])
    callers = [f"call:{number}" for number in range(10, 10 + USERS)]

    assert moment.shared == dict.fromkeys((SWITCHBOARD.value, HELPLINE.value, FAX.value), USERS)
    assert moment.cases.keys() == moment.shared.keys()
    assert case.kind == "generic_identifier"
    assert case.identifier == SharedIdentifier("phone", SWITCHBOARD.value, USERS)
    assert case.probability is None
    assert {case.record_l, case.record_r} <= set(callers)
    users = identifier_users(office.journal, case.identifier)
    assert [user.record for user in users] == callers
    assert len({user.customer for user in users}) == USERS


def test_why_names_a_shared_value_as_evidence_that_does_not_count(office: Office) -> None:
    report = why(office.journal, office.settings, ("call:11", "call:12"))

    [finding] = [finding for finding in report.findings if finding.kind == "shared"]
    assert "+4922112345, which 6 people share" in finding.text


@dataclass(frozen=True)
class Story:
    """What runs left, one after the other, and what was seen on the way; `written` is what the
    first of them wrote again, see `written_again`."""

    news: Moment
    overruled: Moment
    wide: Moment
    narrow: Moment
    reopened: Moment
    written: list[set[str]]
    cases: dict[str, ReviewCase]
    moves: tuple[Move, ...]
    looked_up: list[str | None]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The helpline is confirmed, and two numbers get more users, two of the switchboard's whom nothing but it
    and a given name ties together, by which they count as one of its people; it is overruled; a model is
    trained while nine may share a phone, and a run made while four may again; the switchboard is reopened."""
    home = tmp_path_factory.mktemp("story")
    office, found = Office(*town(home)), dict[str, ReviewCase]()
    cases = office.cases()

    office.acts.confirm(cases[HELPLINE.value], ANA)
    news = [caller("hotline", 1), caller("survey", 2)]
    again = replace(user("fax", 0), source="late")
    news += [user("call", USERS), user("desk", USERS), again]
    office.journal.append(news, "news")
    assert office.run() is Mode.INCREMENTAL
    found["confirmed"], found["grown"] = (
        find_case(office.journal, cases[number.value]) for number in (HELPLINE, SWITCHBOARD)
    )
    after_news, written = office.moment(), office.written_again()

    outcome = office.acts.overrule(cases[SWITCHBOARD.value], ANA)
    overruled = office.moment()
    looked_up = [Lookup(office.settings).resolve(caller("new", 3)).customer_id]
    normal, rules = office.settings, home / "wide.yaml"
    rules.write_text("identifiers: {phone: {people: 9}}\n", encoding="utf-8")
    office.settings = normal.model_copy(update={"rules": rules})
    resolve(office.journal, office.settings, RunOptions(Mode.FULL, threshold=0.9))
    wide = office.moment()
    found["settled"] = find_case(office.journal, cases[FAX.value])
    office.settings = normal
    assert office.run() is Mode.REBASE
    narrow = office.moment()

    office.acts.reopen(cases[SWITCHBOARD.value], ANA)
    looked_up.append(Lookup(office.settings).resolve(caller("new", 3)).customer_id)
    assert office.cases().items() <= cases.items()
    return Story(
        after_news, overruled, wide, narrow, office.moment(), written, found, outcome.moves, looked_up
    )


def test_a_run_writes_nothing_about_values_without_news(story: Story) -> None:
    """One of its people gave the number of the fax once more, and nobody what else people share."""
    assert story.written == [{SWITCHBOARD.value, HELPLINE.value}] * 2


def test_a_wider_limit_ends_the_sharing_and_closes_the_case(story: Story) -> None:
    case = story.cases["settled"]

    assert story.wide.shared == dict.fromkeys((SWITCHBOARD.value, HELPLINE.value, FAX.value))
    assert story.wide.cases == {}
    assert (case.state, case.resolution) == ("closed", "settled")
    assert (story.narrow.shared[FAX.value], story.narrow.shared[HELPLINE.value]) == (USERS, USERS + 1)
    assert story.narrow.cases == {FAX.value: case.id}


def test_a_confirmed_value_is_not_asked_about_again(story: Story) -> None:
    case = story.cases["confirmed"]

    assert (case.resolution, case.closed_by) == ("confirmed", "ana")
    assert story.news.shared[HELPLINE.value] == USERS + 1
    for moment in (story.news, story.overruled, story.wide, story.narrow, story.reopened):
        assert HELPLINE.value not in moment.cases


def test_an_overruled_value_links_again_until_that_is_taken_back(story: Story) -> None:
    """Over retraining, too; a look-up knows it."""
    before, linked = story.news.customers, story.overruled.customers

    assert story.news.shared[SWITCHBOARD.value] == USERS + 2
    assert story.cases["grown"].identifier == SharedIdentifier("phone", SWITCHBOARD.value, USERS + 2)
    for moment in (story.overruled, story.wide, story.narrow):
        assert moment.shared[SWITCHBOARD.value] is None
        assert SWITCHBOARD.value not in moment.cases
        assert moment.customers == linked
    assert before["hotline:1"] != before["survey:2"]
    assert linked["hotline:1"] == linked["survey:2"]
    assert story.looked_up == [linked["survey:2"], None]
    assert {move.record for move in story.moves} <= {"hotline:1", "survey:2"}
    assert story.reopened.customers == before
    assert story.reopened.shared == story.news.shared
    assert story.reopened.cases.keys() == {SWITCHBOARD.value, FAX.value}


def test_identifiers_get_no_verdicts_and_pairs_no_rulings(office: Office) -> None:
    case = office.cases()[SWITCHBOARD.value]

    with pytest.raises(IdentityError, match="about an identifier"):
        office.acts.decide(case, Verdict.MATCH, ANA)
    with pytest.raises(IdentityError, match="No steward ruled"):
        office.acts.reopen(case, ANA)
    office.acts.confirm(case, ANA)
    with pytest.raises(IdentityError, match=r"is closed"):
        office.acts.overrule(case, ANA)

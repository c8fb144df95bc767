"""How runs keep the review queue: what they open, close and open again, and what they leave alone."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

import pytest

from graph.entries import RecordVersion
from graph.errors import IdentityError
from graph.identity import run
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import Mode, RunOptions, resolve
from graph.identity.stewards.cases import ReviewCase, find_case, review_queue
from graph.identity.stewards.review import claim
from graph.identity.stewards.stewardship import Author, Stewardship, Verdict
from graph.journal import Journal
from graph.settings import Settings
from tests.support.doubt import ELSEWHERE, doubtful, moved
from tests.support.entries import email
from tests.support.looking import look
from tests.support.people import somebody

ANA = Author("ana", "spoke with her")
IN_DOUBT = {(f"crm:{number}", f"web:{number}") for number in (2, 4, 6, 8)}
UNLIKE = {"family_name": "Kunz", "birth_date": "1971-01-01"}


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with people of whom four are in doubt, and the rules that make it so."""
    folder = tmp_path_factory.mktemp("pristine")
    doubtful(folder, *(moved("web", number) for number in (2, 4, 6, 8)))
    return folder


def at_home(at: int) -> RecordVersion:
    """The person who moved, back at the old address."""
    home = somebody("crm", 2).attributes
    return moved("web", 2, at, **{name: home[name] for name in ELSEWHERE})


class Office:
    """A steward's desk over a journal of its own."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(home=folder / "home", rules=folder / "rules.yaml")
        self.journal = Journal.open(self.settings)
        self.acts = Stewardship(self.journal, self.settings)

    def add(self, *versions: RecordVersion) -> None:
        """Journal versions of records, and let a run look at what they touch."""
        self.journal.append(versions, "news")
        assert resolve(self.journal, self.settings).mode is Mode.INCREMENTAL

    def queue(self) -> dict[tuple[str, str], ReviewCase]:
        """The cases by their records."""
        return {(c.record_l, c.record_r): c for c in review_queue(self.journal, first=1000)}

    def case(self, left: str, right: str) -> ReviewCase:
        """The case of a pair, open or not."""
        query = "SELECT id FROM review_cases WHERE record_l = ? AND record_r = ?"
        [(case_id,)] = look(self.journal, query, [left, right])
        return find_case(self.journal, case_id)


@pytest.fixture
def office(pristine: Path, tmp_path: Path) -> Office:
    """A copy of the people for one test."""
    shutil.copytree(pristine, tmp_path / "office")
    return Office(tmp_path / "office")


def test_a_pair_near_the_threshold_is_a_case(office: Office) -> None:
    queue = office.queue()

    assert set(queue) == IN_DOUBT
    # A key may be an address: the id must not tell whether a guess of one is right.
    guesses = {md5("\x1f".join(pair).encode(), usedforsecurity=False).hexdigest()[:16] for pair in IN_DOUBT}
    assert guesses.isdisjoint(case.id.removeprefix("case-") for case in queue.values())
    assert {(case.kind, case.state, case.together) for case in queue.values()} == {
        ("near_threshold", "open", False)
    }


@dataclass(frozen=True)
class Story:
    """Cases of pairs after each of three runs over changes, with one over everything before the last; and
    customers after the first."""

    customers: dict[str, str]
    moments: list[dict[tuple[str, str], ReviewCase]]
    queues: list[dict[tuple[str, str], ReviewCase]]


@pytest.fixture(scope="module")
def story(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The doubt about person 2 goes, returns, and ends in a merge; that about person 4 is claimed, and goes
    at the end; a further record has the e-mail of the one of person 8 and says nothing of its pair; doubts
    about others come, and go or stay."""
    folder = tmp_path_factory.mktemp("story")
    shutil.copytree(pristine, folder, dirs_exist_ok=True)
    office, story = Office(folder), Story({}, [], [])

    def note() -> None:
        pairs = [("crm:2", "web:2"), ("crm:4", "web:4"), ("crm:8", "web:8")]
        story.moments.append({pair: office.case(*pair) for pair in pairs})
        story.queues.append(office.queue())

    claim(office.journal, office.case("crm:4", "web:4").id, "ana")
    of_8 = somebody("app", 8, email("new8@post.de"), **ELSEWHERE)
    office.add(moved("web", 2, 1, **UNLIKE), moved("app", 5), moved("app", 7), of_8)
    story.customers.update(current_assignment(office.journal))
    note()
    office.add(moved("web", 2, 2), moved("app", 7, 1, **UNLIKE), moved("survey", 9))
    note()
    resolve(office.journal, office.settings, RunOptions(Mode.REBASE))
    note()
    office.add(at_home(3), moved("web", 4, 1, **UNLIKE))
    note()
    with pytest.raises(IdentityError, match="is closed"):
        claim(office.journal, office.case("crm:4", "web:4").id, "ana")
    return story


def test_a_case_closes_when_the_doubt_goes_and_opens_when_it_returns(story: Story) -> None:
    settled, again, _, merged = (moment["crm:2", "web:2"] for moment in story.moments)

    assert (settled.state, settled.resolution) == ("closed", "settled")
    assert settled.closed_at is not None
    assert (again.state, again.resolution, again.closed_at) == ("open", None, None)
    assert (merged.state, merged.resolution, merged.together) == ("closed", "merged", True)
    before, last = story.queues[-2:]
    assert before.keys() - last.keys() == {("crm:2", "web:2"), ("crm:4", "web:4")}


def test_a_run_over_everything_finds_the_queue_that_small_runs_left(story: Story) -> None:
    _, left, found, _ = (
        {pair: (case.kind, case.state) for pair, case in queue.items()} for queue in story.queues
    )

    assert found == left
    near = {pair for pair, (kind, _) in left.items() if kind == "near_threshold"}
    assert near == IN_DOUBT | {("app:5", "crm:5"), ("crm:9", "survey:9")}


def test_a_claim_outlives_runs_unless_the_doubt_is_gone(story: Story) -> None:
    *kept, closed = (moment["crm:4", "web:4"] for moment in story.moments)

    assert {(case.state, case.claimed_by) for case in kept} == {("claimed", "ana")}
    assert (closed.state, closed.resolution) == ("closed", "settled")


def test_a_new_record_in_doubt_is_queued_at_once_and_others_are_left_alone(
    story: Story, office: Office
) -> None:
    before, queue = office.queue(), story.queues[0]

    assert set(queue) - set(before) == {("app:5", "crm:5"), ("app:7", "crm:7")}  # not with the shop's, too
    assert set(before) - set(queue) == {("crm:2", "web:2")}
    assert {pair: queue[pair] for pair in (("crm:6", "web:6"), ("crm:8", "web:8"))}.items() <= before.items()


def test_a_run_that_looks_at_one_end_alone_keeps_the_case(story: Story) -> None:
    customers = story.customers
    assert customers["app:8"] == customers["web:8"] != customers["crm:8"]
    assert story.moments[0]["crm:8", "web:8"].state == "open"


def test_a_verdict_closes_the_case_and_what_it_says_of_both_customers_is_not_asked_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shop's records are in doubt with the web's just as the CRM's are."""
    said = (Verdict.MATCH, Verdict.UNSURE, Verdict.NO_MATCH, Verdict.NO_MATCH)
    verdicts = dict(zip(sorted(IN_DOUBT), said, strict=True))
    cases = {pair: case.id for pair, case in office.queue().items()}

    *first, last = verdicts
    with monkeypatch.context() as patch:  # the run of the last one puts all into effect
        patch.setattr(run, "can_follow", lambda *_: False)
        for pair in first:
            office.acts.decide(cases[pair], verdicts[pair], ANA)
    office.acts.decide(cases[last], verdicts[last], ANA)
    assert office.queue() == {}
    resolve(office.journal, office.settings, RunOptions(Mode.REBASE))

    judged = [find_case(office.journal, case_id) for case_id in cases.values()]
    assert {(case.state, case.resolution) for case in judged} == {("closed", "judged")}
    assert office.queue() == {}

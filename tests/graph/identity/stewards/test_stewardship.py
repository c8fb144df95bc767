"""Stewards on a real journal: verdicts, contradictions, unmerge, revocation, the review queue."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from graph.errors import IdentityError
from graph.identity import run
from graph.identity.judgements import ContradictionError, Judgement, UnknownRecordError, acts, judge, revoke
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import Mode, RunOptions, resolve
from graph.identity.stewards.cases import find_case, review_queue
from graph.identity.stewards.review import claim, release
from graph.identity.stewards.stewardship import Author, Outcome, Reconnection, Stewardship, Verdict
from graph.journal import Journal
from graph.settings import Settings
from tests.support.looking import look
from tests.support.people import resolved

ANA = Author("ana", "spoke with the customer")
BEN = Author("ben", "that was wrong")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with people after one full run."""
    home = tmp_path_factory.mktemp("pristine")
    resolved(home)
    return home


class Office:
    """A steward's desk over a journal of its own."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home=home)
        self.journal = Journal.open(self.settings)
        self.acts = Stewardship(self.journal, self.settings)

    def customers(self) -> dict[str, str]:
        return current_assignment(self.journal)

    def judge(self, left: str, right: str, verdict: Verdict) -> Outcome:
        return self.acts.judge((left, right), verdict, ANA)

    def ruled(self, left: str, right: str, verdict: Verdict) -> None:
        """Store a judgement that no run has put into effect yet."""
        judge(self.journal, (left, right), verdict, ANA)

    def open_case(self, case_id: str, left: str, right: str, value: float) -> None:
        row = {"id": case_id, "record_l": left, "record_r": right, "state": "open", "value": value}
        row |= {"kind": "near_threshold", "probability": 0.5, "opened_at": datetime.now(UTC)}
        self.journal.append_table("review_cases", pa.Table.from_pylist([row]))


@pytest.fixture
def office(pristine: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of the people for one test."""
    shutil.copytree(pristine, tmp_path / "home")
    return Office(tmp_path / "home")


@dataclass(frozen=True)
class Story:
    """Customers before stewards acted, and after each of their steps, which are about people of their own;
    what they then read in the journal."""

    before: dict[str, str]
    matched: dict[str, str]
    unlinked: dict[str, str]
    retrained: dict[str, str]
    restored: dict[str, str]
    accepted: list[bool]
    outcomes: list[Outcome]
    acts: list[Judgement]


@pytest.fixture(scope="module")
def story(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Persons 1 and 2 are matched; 3, 4, 5 and one record of 6 and 7, who were one, are unlinked; then all is
    taken back but what is said of 3 and 4."""
    folder = tmp_path_factory.mktemp("story")
    shutil.copytree(pristine, folder, dirs_exist_ok=True)
    office = Office(folder)
    before = office.customers()
    for left, right in (("crm:6", "crm:7"), ("shop:6", "shop:7")):
        office.ruled(left, right, Verdict.MATCH)
    [crossed, _] = acts(office.journal)
    revoke(office.journal, crossed.id, BEN)
    match = office.judge("crm:1", "crm:2", Verdict.MATCH)
    matched = office.customers()
    office.ruled("crm:3", "shop:3", Verdict.NO_MATCH)
    with pytest.MonkeyPatch.context() as patch:  # the run of the next act puts these into effect, too
        patch.setattr(run, "can_follow", lambda *_: False)
        ban = office.acts.unlink_pair(("crm:4", "shop:4"), ANA, Reconnection.BANNED)
        pair = office.acts.unlink_record("shop:5", ANA, Reconnection.ALLOWED)
    many = office.acts.unlink_record("crm:6", ANA, Reconnection.ALLOWED)
    unlinked = office.customers()
    links = "SELECT accepted FROM known_links WHERE record_l = 'crm:1' AND record_r = 'crm:2'"
    accepted = [held for (held,) in look(office.journal, links)]
    resolve(office.journal, office.settings, RunOptions(Mode.FULL, threshold=0.9))
    retrained = office.customers()
    for outcome in (match, pair):
        revoke(office.journal, outcome.judgements[0].id, BEN)
    taken_back = office.acts.revoke(many.judgements[0].id.partition(".")[0], BEN)
    outcomes = [match, ban, pair, many, taken_back]
    return Story(
        before, matched, unlinked, retrained, office.customers(), accepted, outcomes, acts(office.journal)
    )


def of_people(customers: dict[str, str], *numbers: int) -> dict[str, str]:
    """The customers of some people's records."""
    return {record: id_ for record, id_ in customers.items() if int(record.partition(":")[2]) in numbers}


def test_a_match_joins_both_customers_survives_retraining_and_revoked_restores_their_ids(
    story: Story,
) -> None:
    joined = of_people(story.matched, 1, 2)

    assert story.outcomes[0].run_id
    assert set(joined.values()) == {story.matched["crm:1"]}
    assert of_people(story.unlinked, 1, 2) == of_people(story.retrained, 1, 2) == joined
    assert of_people(story.restored, 1, 2) == of_people(story.before, 1, 2)
    of_them = [act for act in story.acts if {act.record_l, act.record_r} == {"crm:1", "crm:2"}]
    assert [(act.steward, act.revoked_at is None) for act in of_them] == [("ana", True), ("ben", False)]


def test_a_no_match_keeps_apart_what_evidence_links_and_leaves_a_match_elsewhere_alone(story: Story) -> None:
    for after in (story.unlinked, story.retrained, story.restored):
        assert after["crm:3"] != after["shop:3"]
    moved = {record for record, id_ in story.matched.items() if story.unlinked[record] != id_}
    assert moved <= {f"{source}:{n}" for source in ("crm", "shop") for n in (3, 4, 5, 6, 7)}
    assert story.accepted == [True]


def test_unlinking_a_record_and_relinking_restores_the_former_state(story: Story) -> None:
    assert story.unlinked["shop:5"] != story.unlinked["crm:5"]
    assert of_people(story.restored, 5) == of_people(story.before, 5)


def test_unlinking_a_record_of_many_is_revoked_by_the_common_id(story: Story) -> None:
    together, apart = of_people(story.matched, 6, 7), of_people(story.unlinked, 6, 7)
    *_, many, taken_back = story.outcomes

    assert len(set(together.values())) == 1
    assert len(many.judgements) == len(taken_back.judgements) == 3
    assert apart.pop("crm:6") not in apart.values()
    assert of_people(story.restored, 6, 7) == together


def test_what_a_small_run_cannot_put_into_effect_is_pending(story: Story) -> None:
    assert [outcome.pending for outcome in story.outcomes] == [False, True, True, False, False]
    assert [outcome.run_id is None for outcome in story.outcomes] == [False, True, True, False, False]


def test_a_ban_is_a_no_match(story: Story) -> None:
    assert [judgement.verdict for judgement in story.outcomes[1].judgements] == ["no_match"]
    for after in (story.unlinked, story.retrained, story.restored):
        assert after["crm:4"] != after["shop:4"]


def test_a_match_that_a_no_match_separates_is_refused_with_the_chain(office: Office) -> None:
    office.ruled("crm:1", "crm:2", Verdict.MATCH)
    office.ruled("crm:3", "crm:2", Verdict.NO_MATCH)

    with pytest.raises(ContradictionError, match=r"crm:1 match crm:2.*crm:2 no_match crm:3") as refused:
        office.judge("crm:1", "crm:3", Verdict.MATCH)

    assert [judgement.verdict for judgement in refused.value.chain] == ["match", "no_match"]


def test_a_no_match_inside_a_chain_of_matches_is_refused_with_the_chain(office: Office) -> None:
    office.ruled("crm:1", "crm:2", Verdict.MATCH)
    office.ruled("crm:3", "crm:2", Verdict.MATCH)

    with pytest.raises(ContradictionError) as refused:
        office.judge("crm:1", "crm:3", Verdict.NO_MATCH)
    with pytest.raises(ContradictionError):
        office.judge("crm:1", "crm:3", Verdict.UNSURE)

    assert [(j.record_l, j.record_r) for j in refused.value.chain] == [
        ("crm:1", "crm:2"),
        ("crm:2", "crm:3"),
    ]
    assert [act.verdict for act in acts(office.journal)] == ["match", "match"]


def test_the_same_verdict_again_stores_nothing(office: Office) -> None:
    first = office.judge("crm:1", "crm:2", Verdict.UNSURE)

    again = office.acts.judge(("crm:2", "crm:1"), Verdict.UNSURE, BEN)

    assert again.judgements == first.judgements
    assert len(acts(office.journal)) == 1
    assert first.run_id is None


def test_what_a_match_ties_is_not_unlinked(office: Office) -> None:
    office.ruled("crm:5", "shop:5", Verdict.MATCH)

    with pytest.raises(ContradictionError):
        office.acts.unlink_record("crm:5", ANA, Reconnection.ALLOWED)


def test_wrong_requests_say_what_is_wrong(office: Office) -> None:
    with pytest.raises(UnknownRecordError, match="no record crm:nobody"):
        office.judge("crm:nobody", "crm:1", Verdict.MATCH)
    with pytest.raises(IdentityError, match="given twice"):
        office.judge("crm:1", "crm:1", Verdict.MATCH)
    with pytest.raises(IdentityError, match="are not one customer"):
        office.acts.unlink_pair(("crm:1", "crm:2"), ANA, Reconnection.ALLOWED)
    with pytest.raises(IdentityError, match="No judgement j0 is in force"):
        office.acts.revoke("j0", ANA)
    with pytest.raises(IdentityError, match="steward and a reason"):
        Author("ana", " ")


def test_the_queue_shows_the_most_valuable_first_and_two_customers_before_one(office: Office) -> None:
    office.open_case("low", "crm:1", "crm:2", 5.0)
    office.open_case("inside", "crm:3", "shop:3", 9.0)
    office.open_case("high", "crm:4", "crm:5", 6.0)

    queue = [case.id for case in review_queue(office.journal, first=1000) if not case.id.startswith("case-")]

    assert queue == ["high", "low", "inside"]


def test_claiming_locks_a_case_for_others(office: Office) -> None:
    office.open_case("one", "crm:1", "crm:2", 5.0)

    claim(office.journal, "one", "ana")

    with pytest.raises(IdentityError, match="claimed by ana"):
        claim(office.journal, "one", "ben")
    with pytest.raises(IdentityError, match="claimed by ana"):
        office.acts.decide("one", Verdict.UNSURE, BEN)
    assert "one" not in {case.id for case in review_queue(office.journal, "ben", first=1000)}
    assert "one" in {case.id for case in review_queue(office.journal, "ana", first=1000)}
    release(office.journal, "one", "ana")
    assert claim(office.journal, "one", "ben").claimed_by == "ben"


def test_a_verdict_closes_its_case_and_revoking_it_opens_it_again(office: Office) -> None:
    office.open_case("one", "crm:1", "crm:2", 5.0)

    outcome = office.acts.decide("one", Verdict.UNSURE, ANA)
    closed = find_case(office.journal, "one")
    office.acts.revoke(outcome.judgements[0].id, BEN)

    assert closed.state == "closed"
    assert find_case(office.journal, "one").state == "open"

"""Teaching a journal's model by answers: what is asked, what it changes, when it ends."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from graph.errors import IdentityError
from graph.identity.judgements import ContradictionError, acts, judge
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import Mode, RunOptions, resolve
from graph.identity.stewards import askable
from graph.identity.stewards.teaching import REASON, Author, Lesson, Teaching, Verdict
from graph.journal import Journal
from graph.settings import Settings
from tests.support.firms import firms, same
from tests.support.identity import rule
from tests.support.people import resolved, somebody

ANA = Author("ana", REASON)


class Class:
    """A journal whose model is taught."""

    def __init__(self, journal: Journal, settings: Settings) -> None:
        self.journal, self.settings = journal, settings
        self.teaching = Teaching(journal, settings)

    def answer(self, count: int, verdict: Verdict | None = None) -> Lesson:
        """Answer questions, by the truth or all the same; where the teaching stands then."""
        for _ in range(count):
            question = self.teaching.lesson().question
            assert question
            pair = question.record_l, question.record_r
            said = verdict or (Verdict.MATCH if same(pair) else Verdict.NO_MATCH)
            self.teaching.answer(pair, said, ANA)
        return self.teaching.lesson()

    def restaurants(self) -> dict[str, str]:
        """Customer by record."""
        return current_assignment(self.journal)


@pytest.fixture
def lessons(tmp_path: Path) -> Class:
    """Restaurants that nobody was asked about."""
    return Class(*firms(tmp_path / "home"))


def test_few_answers_find_what_the_model_missed_whatever_interrupts_them(
    lessons: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = lessons.restaurants()
    halfway = lessons.answer(7)
    monkeypatch.setattr(askable, "_GATHERED", {})  # as in another process
    again = Class(lessons.journal, lessons.settings)
    assert again.teaching.lesson() == halfway
    after = again.answer(7)
    again.answer(2, Verdict.UNSURE)
    report = resolve(lessons.journal, lessons.settings, RunOptions(Mode.FULL)).report

    found = lessons.restaurants()
    pairs = [(f"guide:{n}", f"map:{n}") for n in range(0, 60, 2)]
    assert sum(before[a] == before[b] for a, b in pairs) < 20
    assert sum(found[a] == found[b] for a, b in pairs) >= 28
    assert len(set(found.values())) >= 60
    assert report["answers"]["agreed"] > report["answers"]["agreed_without"]
    assert report["answers"]["matches"] + report["answers"]["non_matches"] == 14
    assert report["threshold_method"] == "answers of stewards"
    trained = Class(lessons.journal, lessons.settings).teaching.lesson()
    assert after.threshold == pytest.approx(report["threshold"], abs=0.05)
    assert trained.threshold == pytest.approx(report["threshold"], abs=0.05)
    assert trained.threshold_without == after.threshold_without


def test_what_is_taken_back_is_unlearned(lessons: Class) -> None:
    lessons.answer(2)
    before = lessons.teaching.lesson()
    question = before.question
    assert question
    given = lessons.teaching.answer((question.record_l, question.record_r), Verdict.MATCH, ANA)
    moved = lessons.teaching.lesson()
    lessons.teaching.take_back(given.id, ANA)

    assert moved != before
    assert lessons.teaching.lesson() == before
    assert [act.revoked_at is None for act in acts(lessons.journal)] == [True, True, True, False]


def test_whoever_is_never_sure_is_soon_asked_no_more(lessons: Class) -> None:
    before = lessons.teaching.lesson()
    after = lessons.answer(10, Verdict.UNSURE)

    assert (before.enough, after.enough, after.unsure) == (False, True, 10)
    assert (after.threshold, after.corrections) == (before.threshold, ())
    assert not after.teaches


def test_an_answer_against_others_is_refused_and_what_follows_is_not_asked(lessons: Class) -> None:
    for left, right in (("guide:0", "map:0"), ("guide:1", "map:0")):
        judge(lessons.journal, (left, right), Verdict.MATCH, ANA)

    with pytest.raises(ContradictionError, match="guide:0 match map:0"):
        lessons.teaching.answer(("guide:0", "guide:1"), Verdict.NO_MATCH, ANA)

    question = lessons.teaching.lesson(set()).question
    assert question
    open_still = (question.record_l, question.record_r)
    assert _asked_among(lessons, ("guide:0", "guide:1"), open_still) == {open_still}


def _asked_among(lessons: Class, *pairs: tuple[str, str]) -> set[tuple[str, str]]:
    """Which of some pairs are asked where all others are skipped."""
    everybody = sorted(lessons.restaurants())
    skipped = set(combinations(everybody, 2)) - set(pairs)
    asked = set()
    while question := lessons.teaching.lesson(skipped).question:
        asked.add((question.record_l, question.record_r))
        skipped |= asked
    return asked


def test_answers_that_teach_nonsense_hold_for_their_pairs_alone(lessons: Class) -> None:
    strangers = ((f"guide:{number}", f"guide:{number + 9}") for number in range(1, 40, 2))
    twice = ((f"guide:{number}", f"map:{number}") for number in range(0, 60, 2))
    rule(lessons.journal, "match", *strangers)
    rule(lessons.journal, "no_match", *twice)

    result = resolve(lessons.journal, lessons.settings, RunOptions(Mode.FULL))

    assert result.report["untaught"]
    assert result.report["answers"] is None
    assert not result.report["distrusted"]
    assert "Stewards' verdicts taught a model that cannot be right" in (result.alert or "")
    customers = lessons.restaurants()
    assert customers["guide:1"] == customers["guide:10"]
    assert customers["guide:0"] != customers["map:0"]
    assert len(set(customers.values())) > 60


def test_where_nobody_is_twice_little_is_asked_and_nothing_merged(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    journal = Journal.open(settings)
    journal.append([somebody("crm", number) for number in range(60)], "crm")
    resolve(journal, settings)
    teaching = Teaching(journal, settings)
    asked = 0
    while not (lesson := teaching.lesson()).enough and (question := lesson.question):
        teaching.answer((question.record_l, question.record_r), Verdict.NO_MATCH, ANA)
        asked += 1
    resolve(journal, settings, RunOptions(Mode.FULL))

    assert asked <= 20
    assert len(set(current_assignment(journal).values())) == 60


def test_it_says_what_to_do_where_no_run_knows_the_newest_entries(tmp_path: Path) -> None:
    journal, settings = resolved(tmp_path / "home")
    journal.append([somebody("web", 77)], "news")
    with pytest.raises(IdentityError, match="does not know the newest entries"):
        Teaching(journal, settings)
    empty = Settings(home=tmp_path / "empty")
    with pytest.raises(IdentityError, match="No identity run"):
        Teaching(Journal.open(empty), empty)


def test_a_threshold_of_the_rules_stays_and_levels_learn(lessons: Class, tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text("threshold: 0.9\n", encoding="utf-8")
    settings = lessons.settings.model_copy(update={"rules": rules})
    resolve(lessons.journal, settings)
    held = Class(lessons.journal, settings)
    lesson = held.answer(12)

    assert lesson.threshold == lesson.threshold_without == pytest.approx(3.17, abs=0.01)
    assert lesson.corrections

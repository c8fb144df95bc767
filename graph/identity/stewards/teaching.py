"""Teaching the model by answers: which pair to ask next, and what the answers so far have changed.

Answers are judgements: whatever interrupts the teaching, it goes on where it was, and what is taken back is
unlearned. What they teach is in force from the next training on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

import numpy as np

from graph.errors import IdentityError
from graph.identity import judgements
from graph.identity.judgements import Author, Judgement, Verdict, standing
from graph.identity.model.rates import Floats
from graph.identity.model.teaching.answers import FEWEST
from graph.identity.model.teaching.lessons import Belief, learn, sigmoid
from graph.identity.stewards.askable import AskablePairs, askable
from graph.identity.stewards.review import settle_cases
from graph.journal import Journal
from graph.settings import Settings

Pair = tuple[str, str]

REASON = "asked by ckg train"
"""The reason of an answer to which the steward gave none."""

ENOUGH = 0.01
"""Teaching ends when no larger share of the links is expected to be put right by all that could be asked."""

LEAST = 0.5
"""The same as a number of pairs."""

_ASKED_AGAIN = 2
"""How much less a pattern is worth for each answer that was not sure."""


@dataclass(frozen=True, slots=True)
class Question:
    """A pair to ask: what the model says of it now, and how many `pairs` it stands for."""

    record_l: str
    record_r: str
    weight: float
    probability: float
    pairs: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What answers changed of a level: its weight in bits without them and with them."""

    comparison: str
    outcome: str
    weight_without: float
    weight: float


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the answers so far teach: the threshold without them and with them, how many pairs the model would
    link by itself, and the corrections, the largest first.

    `doubt` is how many pairs are expected to be decided wrongly that answers could put right; `enough` tells
    that it is small. `question` is what to ask next, null where nothing is left to be asked.
    """

    matches: int
    non_matches: int
    unsure: int
    threshold_without: float
    threshold: float
    links_without: int
    links: int
    doubt: float
    enough: bool
    corrections: tuple[Correction, ...]
    question: Question | None

    @property
    def answers(self) -> int:
        """How many pairs were answered, those of which nobody was sure among them."""
        return self.matches + self.non_matches + self.unsure

    @property
    def teaches(self) -> bool:
        """Whether there are enough answers for a training to learn from."""
        return self.matches + self.non_matches >= FEWEST


class Teaching:
    """The teaching of a journal's model, as its last run left it. Raises IdentityError where there is no run
    that knows all entries."""

    def __init__(self, journal: Journal, settings: Settings) -> None:
        self._journal = journal
        self._askable: AskablePairs = askable(journal, settings)

    def lesson(self, skipped: Collection[Pair] = ()) -> Lesson:
        """Where the teaching stands by the judgements in force; `skipped` pairs are not asked."""
        with closing(self._journal.connect(views=("judgements",))) as connection:
            given = {(j.record_l, j.record_r): Verdict(j.verdict) for j in standing(connection)}
        return _lesson(self._askable, given, skipped)

    def answer(self, pair: Pair, verdict: Verdict, author: Author) -> Judgement:
        """Store an answer; raises as `judge` does. It is put into effect by the next run."""
        if verdict is Verdict.UNLINKED:
            raise IdentityError("unlinked is no answer.", "Say match, no_match or unsure.")
        found = judgements.judge(self._journal, pair, verdict, author)
        settle_cases(self._journal)
        return found

    def take_back(self, judgement_id: str, author: Author) -> list[Judgement]:
        """Take an answer back; raises IdentityError where it is not in force."""
        found = judgements.revoke(self._journal, judgement_id, author)
        settle_cases(self._journal)
        return found


def _lesson(material: AskablePairs, given: Mapping[Pair, Verdict], skipped: Collection[Pair]) -> Lesson:
    start = material.start
    taught = {pair: v is Verdict.MATCH for pair, v in given.items() if v in _TEACH and pair in material.row}
    belief = _belief(material, taught)
    untaught = Belief(np.zeros_like(belief.mean), belief.covariance)
    unsure = sum(verdict is Verdict.UNSURE for verdict in given.values())
    links = _links(material, belief)
    doubt = material.patterns.doubt(belief, start)
    return Lesson(
        matches=sum(taught.values()),
        non_matches=len(taught) - sum(taught.values()),
        unsure=unsure,
        threshold_without=round(start.weight, 2),
        threshold=round(start.weight + float(belief.mean[0]), 2),
        links_without=round(_links(material, untaught)),
        links=round(links),
        doubt=round(doubt, 2),
        enough=_enough(doubt / max(LEAST, ENOUGH * links), len(taught), unsure),
        corrections=tuple(_corrections(material, belief.mean[1:])),
        question=_question(material, belief, _Answered(given, skipped)),
    )


def _enough(doubt: float, taught: int, unsure: int) -> bool:
    """Whether further answers would hardly change anything; `doubt` is a multiple of what may be left."""
    if unsure >= FEWEST and unsure > _NO_USE * taught:
        return True
    return doubt <= 1 and (taught + unsure >= FEWEST or doubt <= _NONE)


_NO_USE = 3
"""How many times as many answers that are not sure as others show that asking is of no use."""

_NONE = 0.1
"""What doubt may be left of what may be, so that nothing needs to be asked."""

_TEACH = (Verdict.MATCH, Verdict.NO_MATCH)


def _belief(material: AskablePairs, taught: Mapping[Pair, bool]) -> Belief:
    design = material.design([material.row[pair] for pair in taught])
    return learn(design, material.start, np.array([*taught.values()], dtype=np.bool_))


def _links(material: AskablePairs, belief: Belief) -> float:
    above, _ = material.patterns.above(belief, material.start)
    return float(material.patterns.counts[above >= 0].sum())


def _corrections(material: AskablePairs, moves: Floats) -> Iterator[Correction]:
    for place in np.argsort(-np.abs(moves), kind="stable"):
        if abs(moves[place]) < 0.1:
            return
        name, label = material.patterns.design.columns[place]
        m, u = material.model.rates[name][label]
        weight = float(np.log2(m / u))
        yield Correction(name, label, round(weight, 2), round(weight + float(moves[place]), 2))


def _question(material: AskablePairs, belief: Belief, answered: _Answered) -> Question | None:
    start, patterns, pairs = material.start, material.patterns, material.outcomes.pairs
    if not len(patterns.counts):
        return None
    worth = patterns.worth(belief, start)
    for place, members in enumerate(patterns.members):
        worth[place] /= 1 + answered.times(pairs[row] for row in members)
    for place in np.argsort(-worth, kind="stable"):
        row = next((row for row in patterns.members[place] if not answered.knows(pairs[row])), None)
        if row is not None:
            weight = float(material.design([row]).weights(belief.mean[1:])[0])
            chance = float(sigmoid(np.array([weight - start.weight - belief.mean[0]]))[0])
            left, right = pairs[row]
            return Question(left, right, round(weight, 2), round(chance, 4), round(patterns.counts[place]))
    return None


class _Answered:
    """What follows from the judgements in force: a match holds for all that it connects."""

    def __init__(self, given: Mapping[Pair, Verdict], skipped: Collection[Pair]) -> None:
        self._given, self._skipped = given, frozenset(skipped)
        self._heads: dict[str, str] = {}
        for (left, right), verdict in given.items():
            if verdict is Verdict.MATCH:
                self._heads[self._head(left)] = self._head(right)
        self._apart = {frozenset(map(self._head, pair)) for pair, v in given.items() if v is Verdict.NO_MATCH}

    def times(self, pairs: Iterator[Pair]) -> int:
        """How often it was asked of these pairs, answers that were not sure counted more."""
        found = (self._given.get(pair) for pair in pairs)
        return sum(_ASKED_AGAIN if verdict is Verdict.UNSURE else 1 for verdict in found if verdict)

    def knows(self, pair: Pair) -> bool:
        """Whether there is no need to ask about a pair."""
        left, right = map(self._head, pair)
        return (
            pair in self._given
            or pair in self._skipped
            or left == right
            or frozenset((left, right)) in self._apart
        )

    def _head(self, record: str) -> str:
        while (above := self._heads.get(record, record)) != record:
            record = above
        return record


__all__ = [
    "FEWEST",
    "REASON",
    "Author",
    "Correction",
    "Judgement",
    "Lesson",
    "Pair",
    "Question",
    "Teaching",
    "Verdict",
]

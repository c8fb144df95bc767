"""What the columns of one file mean, and which of them names the persons in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.proposing.feeding import KEYS, LEAST, Fed
from ingest.proposing.headers import said
from ingest.proposing.looks import Column
from ingest.proposing.meanings import Meaning, meanings_of


@dataclass
class FoundColumns:
    """The columns of a file of a source, with the word that all their headers begin with."""

    columns: Sequence[Column]
    source: str
    beginning: str = ""

    @cached_property
    def meanings(self) -> list[list[Meaning]]:
        """What each column may mean, the surest first."""
        return [self._meanings(column) for column in self.columns]

    def _meanings(self, column: Column) -> list[Meaning]:
        """What a header may mean, with the word that all begin with or without it."""
        found: dict[str, Meaning] = {}
        for header in {column.name: None, column.name.removeprefix(self.beginning) or column.name: None}:
            for meaning in meanings_of(column, said(header)):
                if meaning.concept not in found or found[meaning.concept].score < meaning.score:
                    found[meaning.concept] = meaning
        return sorted(found.values(), key=lambda meaning: -meaning.score)

    def best(self, *concepts: str) -> list[Meaning]:
        """The columns that most likely mean one of the concepts."""
        likely = [meanings[0] for meanings in self.meanings if meanings]
        return [it for it in likely if it.concept in concepts and it.score >= LEAST]

    def key(self, kind: str, fed: Sequence[Fed]) -> Meaning:
        """The column that names the person whom rows of a kind are about, with how sure that is."""
        if kind == "referral" and (found := self.best("referrer_id")):
            return found[0]
        keys = [it for it in self.best(*KEYS) if "[]" not in it.column.name]
        if keys:
            return max(keys, key=_worth_as_key)
        numbers = [one.fields["number"][0] for one in fed if "number" in one.fields]
        if numbers:
            why = "no key of the person is there; each row is a record of its own"
            return _judged(numbers[0], 0.8 * numbers[0].score, why)
        return self._unnamed_key()

    def _unnamed_key(self) -> Meaning:
        """A key in a file that does not say what its key is."""
        nameless = [it for meanings in self.meanings for it in meanings if it.concept == "own_id"]
        ranked = sorted(nameless, key=lambda it: (it.column.unique, it.score), reverse=True)
        if ranked and ranked[0].column.unique:
            return _judged(ranked[0], max(ranked[0].score, LEAST), f"{ranked[0].why}, no value twice")
        emails = [it for it in self.best("email") if it.column.fill > 0.5]
        if emails:
            return _judged(emails[0], 0.6 * emails[0].score, "no key is there; the e-mail address has to do")
        every = [meanings[0] for meanings in self.meanings if meanings]
        unique = [it for it in every if it.column.unique]
        why = "no key is there: choose the column that names a record"
        return _judged((unique or ranked or every)[0], 0.3, why)


def _judged(meaning: Meaning, score: float, why: str) -> Meaning:
    return Meaning(meaning.column, meaning.concept, score, meaning.subject, why)


def _worth_as_key(meaning: Meaning) -> tuple[float, float]:
    """Keys are there in every row, and name records better the fewer have the same."""
    fill = meaning.column.fill
    return meaning.score * (1.0 if fill > 0.98 else fill * 0.6), len(meaning.column.counts)

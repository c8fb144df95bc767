"""Answers of surveys: an entry for each score that a row may have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.proposing.entries.fields.feeding import LEAST, FedKind
from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.entries.keys.record_key import Key
from ingest.proposing.entries.numbering import add_number
from ingest.proposing.entries.rows import Rows
from ingest.proposing.habits.forms import number_in_front
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import Meaning

_LAST_OF_CSAT = 5
_WORDS_OF_A_QUESTION, _MOSTLY, _ASKED = 5, 0.5, 0.55
_OF_EACH_CHOICE = 2
"""Rows to each different answer from which on answers were chosen, not written."""


@dataclass(frozen=True)
class Answers:
    """Makes the entries; `key` names who answered, `begun` begins an entry with it."""

    fed: FedKind
    columns: FoundColumns
    key: Key
    begun: Callable[[], Rows]

    def entries(self) -> Iterator[Rows]:
        """The entries, in the order of their scores."""
        scores = [it for it in self.columns.best("nps", "csat", "score") if it.column.texts]
        for place, meaning in enumerate(scores):
            rows = self.begun()
            if len(scores) > 1 or meaning.column.fill < 1:
                rows.when = {meaning.column.name: "*"}
            self._add_score(rows, meaning)
            self._add_others(rows, place)
            yield rows

    def _add_score(self, rows: Rows, meaning: Meaning) -> None:
        if meaning.concept == "score":
            rows.add_constant("metric", _metric(meaning.column), 0.5, "by the greatest score")
        else:
            rows.add_constant("metric", meaning.concept, meaning.score, "by the header of the score")
        rows.add("score", [meaning], number_in_front(meaning.column))

    def _free_text(self) -> Meaning | None:
        """The column of a question that is answered in words: what asks for comments before others."""
        asked = [
            column
            for column, meanings in zip(self.columns.columns, self.columns.meanings, strict=True)
            if _is_answered_in_words(column) and not (meanings and meanings[0].score >= LEAST)
        ]
        told = max(asked, key=lambda it: (_asks_for_comments(it), it.fill), default=None)
        return Meaning(told, "comment", _ASKED, why="a question that is answered in words") if told else None

    def _add_others(self, rows: Rows, place: int) -> None:
        """Adds what is the same of all scores of a row, but for the number of each."""
        fields = self.fed.fields
        if "number" not in fields:
            found = (*fields["answered_at"], *self.key.found)
            add_number(rows, "number", found, "who answered when", f"|{place + 1}" if place else "")
        if "survey" not in fields:
            rows.add_constant("survey", self.columns.source, 0.5, "no column names the survey")
        if "comment" not in fields and (free_text := self._free_text()):
            rows.add("comment", [free_text])
        for name, found_ in fields.items():
            if name == "number" and place:
                rows.add(name, found_, _further(found_[0].column, place))
            elif name != "score":
                rows.add(name, found_)


def _is_answered_in_words(column: Column) -> bool:
    """Whether a header is a question, and what answers it was written, not chosen."""
    is_question = "?" in column.name or len(column.name.split()) >= _WORDS_OF_A_QUESTION
    chosen = len(column.texts) > _OF_EACH_CHOICE * len(column.counts)
    in_words = column.is_like("phrase") > _MOSTLY
    return is_question and in_words and (not chosen or _asks_for_comments(column))


def _asks_for_comments(column: Column) -> bool:
    return "comment" in said(column.name).senses


def _further(number: Column, place: int) -> dict[str, str] | None:
    """The number of a further answer in a row, another than the first has; None if it cannot be written."""
    return None if set(number.name) & set("{}:!") else {"template": f"{{{number.name}}}-{place + 1}"}


def _metric(column: Column) -> str:
    """Scores beyond 5 are of the question whether one would recommend."""
    scores = [float(text) for text in column.counts if text.replace(".", "", 1).isdecimal()]
    return "nps" if max(scores, default=0) > _LAST_OF_CSAT else "csat"

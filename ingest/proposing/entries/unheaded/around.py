"""The columns of a file around one that is not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model.attributes import ADDRESS_PARTS
from ingest.proposing.entries.fields.addresses import which_address
from ingest.proposing.entries.fields.feeding import LEAST
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.meanings import Meaning

TOTALS = ("total", "gross_total", "paid_total")
"""Concepts of columns that tell what a whole order came to."""

_SEVERAL_WORDS = 0.8
"""The share of values with a blank from which a column has several words."""


@dataclass
class Around:
    """The columns of a file, with what each means as far as that is known."""

    columns: Sequence[Column]
    known: list[list[Meaning]]

    def concept(self, at: int) -> str:
        """What the column at a place means; empty for nothing, and outside of the file."""
        if not 0 <= at < len(self.known) or not self.known[at] or self.known[at][0].score < LEAST:
            return ""
        return self.known[at][0].concept

    def has(self, *concepts: str) -> bool:
        """Whether a column means one of these."""
        return any(self.concept(at) in concepts for at in range(len(self.known)))

    def is_of(self, subject: str) -> bool:
        """Whether the header of a column that is understood says that it is of this."""
        likely = (it[0] for at, it in enumerate(self.known) if self.concept(at))
        return any(it.subject == subject for it in likely)

    def near(self, at: int, *concepts: str) -> bool:
        """Whether the column before or behind means one of these, or one behind an empty column, or words,
        of which nothing is known."""
        return self.beside(at, *concepts) or any(
            not self.concept(at + way)
            and self.concept(at + 2 * way) in concepts
            and _may_be_a_place(self.columns[at + way])
            for way in (-1, 1)
        )

    def lacks(self, at: int, concept: str) -> bool:
        """Whether no column with values means this; of parts of an address none of that which stands beside
        the column at a place."""
        likely = [it[0] for place, it in enumerate(self.known) if self.concept(place) == concept]
        found = [it for it in likely if it.column.texts]
        if concept not in ADDRESS_PARTS:
            return not found
        own = next((which_address(it) for place in (at - 1, at + 1) if (it := self._part_at(place))), "")
        return all(which_address(it) not in ("", own) for it in found)

    def _part_at(self, at: int) -> Meaning | None:
        """What a column means that is a part of an address."""
        return self.known[at][0] if self.concept(at) in ADDRESS_PARTS else None

    def beside(self, at: int, *concepts: str) -> bool:
        """Whether the column before or behind means one of these."""
        return self.concept(at - 1) in concepts or self.concept(at + 1) in concepts

    def column_of(self, concept: str) -> Column | None:
        """The first column that means this."""
        return next((it for at, it in enumerate(self.columns) if self.concept(at) == concept), None)

    def names_somebody(self) -> bool:
        """Whether a column has whole names of persons."""
        likely = [it[0] for at, it in enumerate(self.known) if self.concept(at)]
        return any(
            it.concept == "full_name"
            or (it.concept == "name" and it.subject in ("", "person") and are_several_words(it.column))
            for it in likely
        )


def _may_be_a_place(column: Column) -> bool:
    return not column.texts or column.is_like("names") >= _SEVERAL_WORDS


def are_several_words(column: Column) -> bool:
    """Whether most values are."""
    return sum(" " in text for text in column.counts) >= _SEVERAL_WORDS * len(column.counts)

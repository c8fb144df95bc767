"""What feeds which field: in mappings that people wrote, and in proposals; and columns under other names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from random import Random

from ingest.mapping.mapping import FileMapping
from ingest.proposing.entries.rows import Rows
from ingest.proposing.meaning.columns import Column

Uses = dict[str, set[tuple[str, str]]]
"""Kinds and fields that each column feeds."""


def uses_of_mapping(entry: FileMapping) -> Uses:
    """What the columns of a file feed by its mapping."""
    found: Uses = defaultdict(set)
    for row in entry.rows:
        for use in row.columns:
            _, fields, field = use.where.partition(".fields.")
            if fields:
                found[use.column].add((row.ingestor.kind, field.partition(".")[0].partition("[")[0]))
    return found


def uses_of_rows(proposed: Iterable[Rows]) -> Uses:
    """The same by a proposal."""
    found: Uses = defaultdict(set)
    for rows in proposed:
        for line in rows.lines:
            for column in line.columns:
                found[column].add((rows.kind, line.name))
    return found


def renamed(columns: Sequence[Column], others: Mapping[str, Sequence[str]], seed: int) -> dict[str, Column]:
    """The columns in another order under other names, by their own names."""
    random = Random(seed)  # noqa: S311 - the same for the same seed
    shuffled = random.sample(columns, len(columns))
    return {it.name: _called(random.choice(others.get(it.name, [it.name])), it) for it in shuffled}


def _called(name: str, column: Column) -> Column:
    """The column by another name, with all that is known of its values."""
    same = copy(column)
    same.name = name
    return same

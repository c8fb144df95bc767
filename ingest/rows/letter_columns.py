"""Columns of single letters whose meaning their pair tells: M is a woman beside H, and a man beside F."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.words.letters import ANSWERS, BESIDE, GENDERS, GENDERS_OF
from ingest.cleaning.numbers.numbers import Flag
from ingest.cleaning.words import Gender
from ingest.mapping.mapping import BoundField, FileMapping, RowMapping
from ingest.mapping.row_uses import field_of

Pairs = Sequence[tuple[str, Mapping[str, str]]]


def letter_columns(entry: FileMapping) -> dict[str, Pairs]:
    """The pairs that may stand in columns which feed nothing but a gender or a yes or no, as they are."""
    found: dict[str, Pairs] = {}
    others: set[str] = set()
    for row in entry.rows:
        bound = {it.field.name: it for it in row.fields}
        for use in row.columns:
            pairs = _pairs(row, bound.get(field_of(use.where)))
            if pairs:
                found[use.column] = pairs
            else:
                others.add(use.column)
    return {name: pairs for name, pairs in found.items() if name not in others}


def _pairs(row: RowMapping, bound: BoundField | None) -> Pairs:
    if bound is None or any(getattr(it.clean, "has_steps", True) for it in bound.values):
        return ()
    if isinstance(bound.field.type, Gender):
        return (*GENDERS_OF.get(row.context.country, ()), *GENDERS)
    return ANSWERS if isinstance(bound.field.type, Flag) else ()


def meanings(pairs: Pairs, texts: Iterable[str]) -> Mapping[str, str]:
    """What the letters of a column mean, by the pair that its texts are; nothing where they are none."""
    letters = {text.strip().lower() for text in texts}
    return next((meant for pair, meant in pairs if set(pair) <= letters <= {*pair, *BESIDE}), {})

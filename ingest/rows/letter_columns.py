"""Columns of single letters whose meaning their pair tells: M is a woman beside H, and a man beside F."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from graph.words.letters import (
    ANSWERS,
    ANSWERS_ALONE,
    BESIDE,
    GENDERS,
    GENDERS_ALONE,
    GENDERS_OF,
    USUAL_BESIDE,
)
from ingest.cleaning.numbers.numbers import Flag
from ingest.cleaning.words import Gender
from ingest.mapping.mapping import BoundField, FileMapping, RowMapping
from ingest.mapping.row_uses import field_of

_FEW = 0.01
"""Which share of the letters of a column may be strays."""

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
    country = row.context.country
    if isinstance(bound.field.type, Gender):
        return (*GENDERS_OF.get(country, ()), *GENDERS, *GENDERS_ALONE.get(country, ()))
    return (*ANSWERS, *ANSWERS_ALONE.get(country, ())) if isinstance(bound.field.type, Flag) else ()


def meanings(pairs: Pairs, texts: Mapping[str, int]) -> Mapping[str, str]:
    """What the letters of a column mean, by the pair that they are, of texts and how often each is there;
    nothing where they are none. Words, marks and few strays beside them change nothing."""
    letters: Counter[str] = Counter()
    for text, count in texts.items():
        if len(letter := text.strip().lower()) == 1 and letter.isalpha():
            letters[letter] += count
    return next((meant for pair, meant in pairs if _is_of(letters, pair)), {})


def _is_of(letters: Counter[str], pair: str) -> bool:
    """Whether letters are a pair but for strays, which are fewer than either of it; a letter is alone only
    where none stands beside it that shows its usual meaning."""
    others = Counter({it: count for it, count in letters.items() if it not in pair and it not in BESIDE})
    if not letters.keys() >= set(pair) or others.total() > _FEW * letters.total():
        return False
    if len(pair) == 1:
        return USUAL_BESIDE.isdisjoint(others)
    return others.total() < min(letters[it] for it in pair)

"""Columns of single letters whose meaning their pair tells: M is a woman beside H, and a man beside F."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from graph.words.letters import ALONE, ANSWERS, BESIDE, GENDERS, GENDERS_OF
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
    if isinstance(bound.field.type, Gender):
        return (*GENDERS_OF.get(row.context.country, ()), *GENDERS, *_alone(row.context.country, "m"))
    return (*ANSWERS, *_alone(row.context.country, "t")) if isinstance(bound.field.type, Flag) else ()


def _alone(country: str, letter: str) -> Pairs:
    found = ALONE.get(country)
    return (found,) if found and found[0] == letter else ()


def meanings(pairs: Pairs, texts: Mapping[str, int]) -> Mapping[str, str]:
    """What the letters of a column mean, by the pair that they are, of texts and how often each is there;
    nothing where they are none. Words, marks and few strays beside them change nothing."""
    letters: Counter[str] = Counter()
    for text, count in texts.items():
        if len(letter := text.strip().lower()) == 1 and letter.isalpha():
            letters[letter] += count
    return next((meant for pair, meant in pairs if _is_of(letters, pair)), {})


def _is_of(letters: Counter[str], pair: str) -> bool:
    others = sum(count for letter, count in letters.items() if letter not in pair and letter not in BESIDE)
    return letters.keys() >= set(pair) and others <= _FEW * letters.total()

"""Lists of words, and what words stand for, in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.words.bodies import (
    KINDS,
)
from graph.words.cities import NAMES as CITIES
from graph.words.legal_forms import (
    SHORT,
)
from graph.words.organizations import SPELLINGS as ORGANIZATION_SPELLINGS
from graph.words.states import SPELLINGS as STATE_CODES
from graph.words.streets import STREET_WORDS
from graph.words.suffixes import RANKS


def literal(words: Iterable[str]) -> str:
    """A list of those words that folding leaves whole: not `'t`."""
    return "[" + ", ".join(f"'{word}'" for word in sorted(words) if word.isalnum()) + "]"


def meaning(name: str, word: str) -> str:
    """What one of MEANINGS has under a word; NULL where it has nothing."""
    return f"map_extract_value(getvariable('{name}'), {word})"


def replaced(text: str, steps: Iterable[tuple[str, str]]) -> str:
    """A text with each pattern replaced, one after the other."""
    for pattern, replacement in steps:
        text = f"regexp_replace({text}, '{pattern}', '{replacement}', 'g')"
    return text


def without(words: str, unwanted: Iterable[str]) -> str:
    """A list of words without the unwanted ones."""
    return f"list_filter({words}, lambda w: NOT list_contains({literal(unwanted)}, w))"


_MEANINGS: Mapping[str, Mapping[str, str]] = {
    "cities": CITIES,
    "kinds": KINDS,
    "legal_forms": SHORT,
    "organization_spellings": CITIES | ORGANIZATION_SPELLINGS,
    "ranks": RANKS,
    "states": STATE_CODES,
    "street_words": STREET_WORDS,
}
MEANINGS = {name: dict(sorted(meanings.items())) for name, meanings in _MEANINGS.items()}
"""What words stand for, in one order whatever the process. DuckDB keeps them as variables: a map that is
written down is made for each row."""

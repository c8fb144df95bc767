"""The words of headers that are in a list, each with its sense: those of `header_words.yaml`,
`further_words.yaml` and `labels.csv`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from ingest.proposing.meaning.concepts import header_words
from ingest.proposing.meaning.header_tokens import EAST_ASIAN, words_in
from ingest.proposing.meaning.labels import is_short, words_as_written, words_within

_NUMBERS = (("nummer", "nr"), ("nummer", "no"), ("number", "no"), ("number", "nr"), ("number", "num"))
"""Words for numbers behind others, and how they are shortened."""

abbreviated_words = cache(header_words)
"""Senses of the words that people abbreviate and misspell."""


@cache
def known_words() -> dict[str, str]:
    """Senses of all words, in the letters that `words_in` gives."""
    spelt = ((form, it) for word, it in words_within() for form in (word, _without_accents(word)))
    known = _of_one_sense(("".join(words_in(word)) or word, sense) for word, sense in spelt)
    known |= abbreviated_words()
    return {short: sense for word, sense in known.items() for short in _with_short_number(word)} | known


def _of_one_sense(words: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Words with their sense, without those that mean something else in another language: `år` and `ár`."""
    senses: dict[str, set[str]] = {}
    for word, sense in words:
        senses.setdefault(word, set()).add(sense)
    return {word: next(iter(found)) for word, found in senses.items() if len(found) == 1}


def _with_short_number(word: str) -> list[str]:
    """What ends with a word for numbers, with what people write for that: `orgnr` beside `orgnummer`."""
    return [
        word.removesuffix(long) + short for long, short in _NUMBERS if word.endswith(long) and word != long
    ]


def _without_accents(word: str) -> str:
    """As who has no such keys types it: `szuletesi`, where ü is written ue elsewhere."""
    if EAST_ASIAN.search(word):
        return word
    parts = unicodedata.normalize("NFD", word)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


@cache
def foreign_words() -> dict[str, str]:
    """Senses of words in letters other than ours, as they are written: in ours, two may be one: `עיר` and
    `yr`. Short labels are known so alone, too."""
    alone = ((word, it) for word, it in words_as_written() if not word.isascii() or is_short(word))
    return _of_one_sense(alone)

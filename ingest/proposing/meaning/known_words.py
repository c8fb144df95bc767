"""The words of headers that are in a list, each with its sense: those of `header_words.yaml` and
`further_words.yaml`."""

from __future__ import annotations

import unicodedata
from functools import cache

from ingest.proposing.meaning.concepts import header_words
from ingest.proposing.meaning.header_tokens import EAST_ASIAN, words_in

_NUMBERS = (("nummer", "nr"), ("nummer", "no"), ("number", "no"), ("number", "nr"), ("number", "num"))
"""Words for numbers behind others, and how they are shortened."""

abbreviated_words = cache(header_words)
"""Senses of the words that people abbreviate and misspell."""


@cache
def known_words() -> dict[str, str]:
    """Senses of all words, in the letters that `words_in` gives."""
    further = header_words("further_words").items()
    spelt = ((form, sense) for word, sense in further for form in (word, _without_accents(word)))
    known = {"".join(words_in(word)) or word: sense for word, sense in spelt} | abbreviated_words()
    return {short: sense for word, sense in known.items() for short in _with_short_number(word)} | known


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
    `yr`."""
    return {word: it for word, it in header_words("further_words").items() if not word.isascii()}

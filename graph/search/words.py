"""Words and keys as the index of names and identifiers has them.

>>> spelled("Müller"), spelled("Mueller"), spelled("Muller"), spelled("Groß-Weber")
(['muller'], ['muller'], ['muller'], ['gros', 'weber'])
>>> typed("Mueller"), typed("Groß-Weber")
(['mueller'], ['gross', 'weber'])
>>> sorted(keys_of("phone", "+49300074321"))
['+49300074321', '300074321', '49300074321']
>>> sorted(keys_of("email", "Mary.Jones@x.example"))
['mary.jones', 'mary.jones@x.example', 'x.example']
"""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers

from graph.words.folding import UMLAUTS, fold_text, given_first

LONGEST = 100
"""Letters of a word, and of a key that is looked for in parts."""

_WORD = re.compile(r"[a-z0-9]+")
_TWO_LETTERS = tuple((written, written[0]) for written in UMLAUTS.values())
_NO_DIGIT = re.compile(r"\D")


def spelled(text: str) -> list[str]:
    """The words of a text, each in the one spelling that all ways to write its umlauts have in common."""
    return [_spelled(word) for word in typed(text)]


def typed(text: str) -> list[str]:
    """The words of a text as they are written, in small letters without accents."""
    found: list[str] = []
    for part in text.split():
        found += _typed(part[:LONGEST])
    return found


@lru_cache(maxsize=200_000)
def _typed(part: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold_text(given_first(part)) or ""))


def _spelled(word: str) -> str:
    for written, letter in _TWO_LETTERS:
        word = word.replace(written, letter)
    return word


def keys_of(kind: str, value: str) -> set[str]:
    """What an identifier is found by: its value in small letters, and the parts that people know it by."""
    value = value.lower()
    if kind == "email":
        name, _, domain = value.rpartition("@")
        return {value, name, domain}
    if kind == "phone":
        return {value, value.removeprefix("+"), _national(value)}
    return {value, value.rpartition(":")[2]}


def digits(text: str) -> str:
    """The digits of a text."""
    return _NO_DIGIT.sub("", text)


def _national(number: str) -> str:
    """The number without its country's calling code."""
    for length in (1, 2, 3):
        if int(number[1 : 1 + length] or 0) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
            return number[1 + length :]
    return number.removeprefix("+")

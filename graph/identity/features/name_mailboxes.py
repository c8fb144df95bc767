"""Mailboxes that are made of a name as somebody else spells it, or of a family's.

So are yusuf.ahmad@ of Youssef Ahmed, tran.yn@ of Yến Trần, where a form lost a letter, and familie.huber@.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.words.given_names import formal_names, given_names, one_spelling
from graph.words.households import IN_MAILBOXES
from graph.words.romanised import SLAVIC_SPELLINGS

_MOST_DIGITS = 1
"""Digits of a mailbox that is still made of the name alone: anna.huber2@."""

_SHORTEST = 2
"""Letters of a word that may be spelt otherwise; consonants that tell a word."""

_CONSONANTS = (
    *SLAVIC_SPELLINGS[:6],
    ("ch", "h"),
    (r"([bdgkt])h", r"\1"),
    ("ph", "f"),
    ("[cq]", "k"),
    ("z", "s"),
    ("[aeijouy]", ""),
    (r"(.)\1+", r"\1"),
)
"""What makes one of the ways in which Latin letters write a consonant."""


def is_of_name(mailbox: str | None, words: list[str]) -> bool | None:
    """Whether what is before the @ holds nothing but a name's folded `words`, two of them, however spelt.

    An initial may stand for one of the two, or a word for a household: familie, the. None for no mailbox.
    """
    if mailbox is None:
        return None
    if len(re.findall("[0-9]", mailbox)) > _MOST_DIGITS:
        return False
    parts = re.findall("[a-z]+", mailbox)
    known = frozenset(filter(None, words))
    return _are_of(parts, known) if len(parts) > 1 else _divided("".join(parts), known)


def _divided(letters: str, words: frozenset[str]) -> bool:
    """Whether letters without a mark between them are made so: mohamadsalah, theclarks."""
    return any(_are_of([letters[:end], letters[end:]], words) for end in range(_SHORTEST, len(letters) - 1))


def _are_of(parts: list[str], words: frozenset[str]) -> bool:
    """Whether one of the parts is a word of the name, and each other one, too, or an initial, or of a
    household."""
    spelt = [_is_spelt(part, words) for part in parts]
    return any(spelt) and all(
        known or part in IN_MAILBOXES or (len(part) == 1 and any(word.startswith(part) for word in words))
        for part, known in zip(parts, spelt, strict=True)
    )


def _is_spelt(part: str, words: frozenset[str]) -> bool:
    return len(part) >= _SHORTEST and any(len(word) >= _SHORTEST and _are_one(part, word) for word in words)


def _are_one(part: str, word: str) -> bool:
    """Whether a mailbox's part is a word of a name in another transliteration, in the plural, with a vowel
    lost, or in another form by the lists. A slip, schmitt of Schmidt, is none."""
    consonants = _consonants(part)
    if consonants == _consonants(word) and (len(consonants) >= _SHORTEST or _lost_letter(part, word)):
        return True
    return part == f"{word}s" or not _forms(part).isdisjoint(_forms(word))


def _lost_letter(part: str, word: str) -> bool:
    return part == word or part in (word[:place] + word[place + 1 :] for place in range(len(word)))


@lru_cache(maxsize=100_000)
def _consonants(word: str) -> str:
    """What is left of a word without vowels and ways of writing: `mhlv` of Mikhailov and Michailow."""
    for pattern, letters in _CONSONANTS:
        word = re.sub(pattern, letters, word)
    return word


@lru_cache(maxsize=100_000)
def _forms(word: str) -> frozenset[str]:
    return frozenset((*formal_names(word), one_spelling(word))) if word in given_names() else frozenset()

"""Codes under which names that sound alike are equal."""

from __future__ import annotations

import re

from doublemetaphone import doublemetaphone

_CODES = {
    **dict.fromkeys("aeijouy", "0"),
    "b": "1",
    **dict.fromkeys("fvw", "3"),
    **dict.fromkeys("gkq", "4"),
    "l": "5",
    **dict.fromkeys("mn", "6"),
    "r": "7",
    **dict.fromkeys("sz", "8"),
}


def cologne(word: str) -> str:
    """The Cologne phonetics code of a folded word ('' for no letters).

    Hans Joachim Postel, "Die Kölner Phonetik", IBM-Nachrichten 19 (1969): letters become digits by their
    neighbours, repeated digits collapse, zeros go except at the start.
    """
    letters = re.sub(r"[^a-z]", "", word)
    digits = "".join(_digits(letters, place) for place in range(len(letters)))
    collapsed = re.sub(r"(.)\1+", r"\1", digits)
    return collapsed[:1] + collapsed[1:].replace("0", "")


def _digits(letters: str, place: int) -> str:
    letter = letters[place]
    before = letters[place - 1] if place else ""
    after = letters[place + 1 : place + 2]
    if letter == "p":
        return "3" if after == "h" else "1"
    if letter in "dt":
        return "8" if after and after in "csz" else "2"
    if letter == "x":
        return "8" if before and before in "ckq" else "48"
    if letter == "c":
        return _digit_of_c(before, after)
    return _CODES.get(letter, "")


def _digit_of_c(before: str, after: str) -> str:
    if not before:
        return "4" if after and after in "ahkloqrux" else "8"
    if before in "sz":
        return "8"
    return "4" if after and after in "ahkoqux" else "8"


def metaphone(word: str) -> str:
    """The primary Double Metaphone code of a folded word ('' for no letters)."""
    primary: str = doublemetaphone(word)[0]
    return primary

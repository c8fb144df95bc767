"""Names of organizations that a system cut off at the width of its column."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile

from graph.words.bodies import KINDS, OF_A_GROUP
from graph.words.folding import fold_text
from graph.words.legal_forms import OTHER_WORDS, SURE, WRITTEN_OUT
from graph.words.organizations import SPELLINGS

WIDTHS = tuple(sorted(width - blank for width in (22, 25, 30, 35, 40, 50, 60) for blank in (0, 1)))
"""Lengths of names that are cut off: columns of ledgers and of card processors, and a blank less."""

_SHORTEST = 5
"""Letters from which the beginning of a word tells which one it is."""

_FORMS = {*WRITTEN_OUT, *SURE, *OTHER_WORDS}
_LONG_FORMS = sorted(form for form in _FORMS if len(form) > 3)
_KNOWN = {*KINDS, *OF_A_GROUP, *SPELLINGS}
_WORDS = sorted(word for word in _KNOWN if len(word) > _SHORTEST and " " not in word)
_MOST_WORDS = max(form.count(" ") + 1 for form in _LONG_FORMS)


def whole_name(text: str) -> str:
    """A name that may be cut off without what is left of its legal form, as in `Kern Gesellschaft mit b`, or
    with its last word whole where all that begin like it mean one thing: `Kern Reinigung Verwaltungsges`."""
    parts = text.split()
    for first in range(max(1, len(parts) - _MOST_WORDS), len(parts)):
        end = (fold_text(" ".join(parts[first:])) or "").replace(".", "")
        if end in _FORMS:
            return text
        if len(end) > 2 and next(_begun(end, _LONG_FORMS), None):
            return " ".join(parts[:first])
    last = (fold_text(parts[-1]) or "") if parts else ""
    known = list(_begun(last, _WORDS)) if len(last) >= _SHORTEST and last not in _KNOWN else []
    return " ".join([*parts[:-1], known[0]]) if len(set(map(_meaning, known))) == 1 else text


def _begun(beginning: str, whole: list[str]) -> Iterator[str]:
    """Those sorted that begin like that."""
    return takewhile(lambda it: it.startswith(beginning), islice(whole, bisect_left(whole, beginning), None))


def _meaning(word: str) -> str:
    return KINDS.get(word) or SPELLINGS.get(word, word)

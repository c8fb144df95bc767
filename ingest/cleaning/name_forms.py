"""Names in the forms of a trade: bookings of airlines, newborns without a name, business cards."""

import re

from graph.words.family_names import IBERIAN
from graph.words.folding import folded_word
from graph.words.given_names import are_given_names
from graph.words.particles import PARTICLES
from ingest.cleaning.titles import strip_titles

# SURNAME/GIVEN MR as in messages of airlines, where the form of address is often written together.
_BOOKING = re.compile(r"(?P<family>[^\W\d_][^\d_/,]+)/(?P<given>[^\W\d_][^\d_/,]*)")
_ADDRESSING = re.compile(r"(?:MRS|MSTR|MISS|MR|MS|CHD|INF)")
_ATTACHED = re.compile(rf"(?P<name>.{{2,}}?)(?P<word>{_ADDRESSING.pattern})")
_AS_ELSEWHERE = {"MSTR": "MR", "CHD": "", "INF": ""}

_NEWBORN = re.compile(r"(?i)\b(?:baby|newborn|infant) (?P<sex>boy|girl|male|female)\b(?: (?:[A-D]|[1-4])\b)?")
_MALE = frozenset(("boy", "male"))


def without_booking(text: str) -> str:
    """MUELLER/HANS MR and SMITH/ANNMRS, as airlines write names, as `MUELLER, MR HANS`; others as they are.

    In capitals alone, and neither HANS/PETRA MUELLER, who are two, nor two family names.
    """
    found = _BOOKING.fullmatch(text.strip())
    if not found or not text.isupper():
        return text
    given, word = _without_address(found["given"].split())
    if not word and not (len(given) == 1 and are_given_names(given)):
        return text
    said = [*filter(None, [_AS_ELSEWHERE.get(word, word)]), *given]
    return f"{found['family'].strip()}, {' '.join(said)}"


def _without_address(tokens: list[str]) -> tuple[list[str], str]:
    """The given names, and the form of address behind them if there is one."""
    *before, last = tokens
    if before and _ADDRESSING.fullmatch(last):
        return before, last
    attached = None if are_given_names([last]) else _ATTACHED.fullmatch(last)
    return ([*before, attached["name"]], attached["word"]) if attached else (tokens, "")


def without_newborn(text: str) -> tuple[str, str | None]:
    """The name without what hospitals write for a child that has none yet, and the gender that this tells."""
    found = _NEWBORN.search(text)
    if not found:
        return text, None
    rest = (text[: found.start()] + text[found.end() :]).strip(" ,")
    return rest, "male" if found["sex"].lower() in _MALE else "female"


def is_followed_by_role(names: list[str], behind: list[str]) -> bool:
    """Whether what stands behind a name and a comma is what the person does: Ms. Anna Kern, Head of Sales.

    Only where a form of address or a title leads: Kern Weber, Anna is a family name in front.
    """
    stripped = strip_titles(names)
    if not (stripped.titles or stripped.gender) or len(stripped.name) < 2 or are_given_names(behind[:1]):
        return False
    first = folded_word(stripped.name[0])
    return first not in IBERIAN and first not in PARTICLES

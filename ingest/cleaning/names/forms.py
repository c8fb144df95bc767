"""Names in the forms of a trade: bookings of airlines, business cards."""

import re

from graph.words.family_names import IBERIAN
from graph.words.folding import folded_word
from graph.words.given_names import (
    are_given_names,
    counterparts_of,
    formal_names,
    is_given_name_alone,
)
from graph.words.particles import PARTICLES
from graph.words.roles import ENDS, LINKS, ROLES
from ingest.cleaning.names.titles import strip_titles

# SURNAME/GIVEN MR as in messages of airlines, where the form of address is often written together.
_BOOKING = re.compile(r"(?P<family>[^\W\d_][^\d_/,]+)/(?P<given>[^\W\d_][^\d_/,]*)")
_ADDRESSING = re.compile(r"(?:MRS|MSTR|MISS|MR|MS|CHD|INF)")
_ATTACHED = re.compile(rf"(?P<name>.{{2,}}?)(?P<word>{_ADDRESSING.pattern})")
# So ends no family name, but for short ones: AMR, NIMR. Many end in MS: ADAMS is no ADA MS, TIMMS no TIM.
_SURELY_ATTACHED = re.compile(r".{2,}(?:MRS|MSTR|CHD)|.{4,}MR")
_LONGEST_BY_CHANCE = 4
_AS_ELSEWHERE = {"MSTR": "MR", "CHD": "", "INF": ""}

# Blanks stand around the strokes, and none within; others part several names: Anna/Peter/Paul Müller.
_OF_PEDIGREES = re.compile(
    r"(?P<given>(?:[^/,]* )?)/(?P<family>[^\s/,](?:[^/,]*[^\s/,])?)/(?P<suffix>(?: [^/,]*)?)"
)


def without_fields(text: str) -> str:
    """The name in a text with the marks of its fields: DOE^JOHN^A^^DR of HL7, Heinrich /Weber/ of GEDCOM."""
    if "^" in text:
        family, *rest = (it.strip() for it in text.split("^"))
        given, middle, suffix, title = [*rest, "", "", "", ""][:4]
        before = " ".join(filter(None, (title, given, middle)))
        return ", ".join(filter(None, (family, before, suffix)))
    if found := _OF_PEDIGREES.fullmatch(text):
        parts = (found[name].strip() for name in ("family", "given", "suffix"))
        return ", ".join(filter(None, parts))
    return text


def without_booking(text: str) -> str:
    """MUELLER/HANS MR and SMITH/ANNMRS, as airlines write names, as `MUELLER, MR HANS`; others as they are.

    In capitals, or with the form of address as a word of its own (Mueller/Hans Mr); and neither HANS/PETRA
    MUELLER nor ANNA/PETER, who are two, nor two family names.
    """
    found = _BOOKING.fullmatch(text.strip())
    if not found or not (text.isupper() or _is_addressed(found["given"])):
        return text
    given, word = _without_address(found["given"].split())
    if not word and not (all(map(is_given_name_alone, given)) and not _has_forms(found["family"])):
        return text
    said = [*filter(None, [_AS_ELSEWHERE.get(word, word)]), *given]
    return f"{found['family'].strip()}, {' '.join(said)}"


def _is_addressed(given: str) -> bool:
    *before, last = given.split()
    return bool(before) and _ADDRESSING.fullmatch(last.strip(".").upper()) is not None


def _without_address(tokens: list[str]) -> tuple[list[str], str]:
    """The given names, and the form of address behind them if there is one."""
    *before, last = (*tokens[:-1], tokens[-1].strip("."))
    if before and _ADDRESSING.fullmatch(last.upper()):
        return before, last.upper()
    attached = None if are_given_names([last]) else _ATTACHED.fullmatch(last)
    if not attached or not (_SURELY_ATTACHED.fullmatch(last) or _is_long_and_known(attached["name"])):
        return tokens, ""
    return [*before, attached["name"]], attached["word"]


def _is_long_and_known(name: str) -> bool:
    return len(name) > _LONGEST_BY_CHANCE and are_given_names([name])


def _has_forms(word: str) -> bool:
    """Whether a word is a given name with others beside it, as Anna and Peter; Smith is rather none."""
    name = folded_word(word)
    return are_given_names([word]) and (len(formal_names(name)) > 1 or bool(counterparts_of(name)))


def is_followed_by_role(names: list[str], behind: list[str]) -> bool:
    """Whether what stands behind a name and a comma is what the person does: Ms. Anna Kern, Head of Sales.

    Only where a form of address or a title leads: Kern Weber, Anna is a family name in front. One word that
    is none of a role is a given name, whether it is known or not: Mrs Smith Jones, Aoife.
    """
    stripped = strip_titles(names)
    if not (stripped.titles or stripped.gender) or len(stripped.name) < 2 or are_given_names(behind[:1]):
        return False
    first = folded_word(stripped.name[0])
    if first in IBERIAN or first in PARTICLES:
        return False
    return any(map(_is_of_role, behind)) or (len(behind) > 1 and are_given_names(stripped.name[:1]))


def _is_of_role(word: str) -> bool:
    return word in LINKS or folded_word(word) in ROLES or folded_word(word).endswith(ENDS)

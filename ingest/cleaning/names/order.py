"""Which words of a name are the given and which the family name, as languages order them."""

import re
from typing import NamedTuple

from graph.words.family_names import (
    COMPOUND,
    FAMILY_ONLY,
    IBERIAN,
    SPANISH,
    VIETNAMESE,
)
from graph.words.folding import folded_word
from graph.words.given_names import is_given_name_alone
from graph.words.particles import (
    BEGINNINGS,
    CONNECTORS,
    NAMES_TOO,
    PARTICLES,
    PATRONYMIC,
    SMALL,
)
from graph.words.titles import NOBLE
from ingest.cleaning.names.family_first import INITIAL, PATRONYMIC_END, family_words_in_front, is_capitals

_HANGUL = re.compile("[\uac00-\ud7af]{2,4}")
_CHINESE = ("CN", "HK", "MO", "TW")
_CHARACTERS = re.compile("[\u4e00-\u9fff]{2,4}")
# Names in characters are written without a blank: which part is which is not known, but among Chinese.
_EAST_ASIAN_SCRIPT = re.compile("[\u3040-\u9fff\uac00-\ud7af]")


class Order(NamedTuple):
    """Given, middle and family name, None where it is not known."""

    given: str | None = None
    middle: str | None = None
    family: str | None = None


def ordered(tokens: list[str], country: str = "") -> Order:
    """The parts of a name of one person, written in its natural order.

    Particles belong to the family name, initials to the middle.
    """
    if len(tokens) < 2:
        return _single(tokens, country)
    if len(tokens) > 7:
        return Order()
    if len(tokens) == 3 and tokens[1] in CONNECTORS and not tokens[0].islower():
        return _two_family_names(tokens)
    if at := family_words_in_front(tokens, country):
        return parted(tokens[at:], tokens[:at])
    if _EAST_ASIAN_SCRIPT.search(tokens[0]):
        return parted(tokens[1:], tokens[:1])
    start = _family_start(tokens, country)
    return parted(tokens[:start], tokens[start:])


def turned(tokens: list[str]) -> str:
    """A name that has the family name in front, as `family, given`."""
    end = next((place for place, token in enumerate(tokens) if token.lower() not in PARTICLES), 0) + 1
    while end < len(tokens) - 1 and is_iberian(tokens[end]):
        end += 1
    return f"{' '.join(tokens[:end])}, {' '.join(tokens[end:])}" if end < len(tokens) else " ".join(tokens)


def parted(given: list[str], family: list[str]) -> Order:
    """Given words and family words taken for what they are; particles behind the given ones go over."""
    given, family = list(given), list(family)
    while len(given) > 1 and (
        _is_noble(given[-1]) or given[-1] in SMALL or (given[-1].islower() and given[-1] in PARTICLES)
    ):
        family.insert(0, given.pop())
    aside = [token for token in given[1:] if INITIAL.fullmatch(token) or PATRONYMIC_END.search(token.lower())]
    names = given[:1] + [token for token in given[1:] if token not in aside]
    return Order(" ".join(names) or None, " ".join(aside) or None, " ".join(family) or None)


def _single(tokens: list[str], country: str) -> Order:
    name = "".join(tokens)
    if _HANGUL.fullmatch(name) or (country in _CHINESE and _CHARACTERS.fullmatch(name)):
        length = 2 if name[:2] in COMPOUND and len(name) > 2 else 1
        return Order(name[length:], None, name[:length])
    return Order(family=None if not name or _EAST_ASIAN_SCRIPT.search(name) else name)


def given_alone(tokens: list[str], order: Order) -> Order:
    """The parts of one word, of somebody who is not addressed, that is a given name: all that is known."""
    alone = len(tokens) == 1 and order.family == tokens[0]
    given = alone and is_given_name_alone(tokens[0]) and folded_word(tokens[0]) not in FAMILY_ONLY
    return Order(given=order.family) if given else order


def _two_family_names(tokens: list[str]) -> Order:
    """Ruiz y Picasso is a family name; whether Ramón y Cajal is one nobody knows."""
    given = is_given_name_alone(tokens[0])
    known = not given and (is_iberian(tokens[0]) or is_iberian(tokens[2]))
    return Order(family=" ".join(tokens) if known else None)


def _start_of_capitals(tokens: list[str]) -> int:
    """The place where capitals begin that end the name (Sofía GARCÍA LÓPEZ), else that of the last word."""
    start = len(tokens)
    while start and is_capitals(tokens[start - 1]):
        start -= 1
    return start if 0 < start < len(tokens) else len(tokens) - 1


def _family_start(tokens: list[str], country: str) -> int:
    """The place of the first word of the family name, which ends the name."""
    lowered = [token.lower() for token in tokens]
    fathers = [place for place, word in enumerate(lowered) if place and word in PATRONYMIC]
    if fathers and tokens[fathers[0]] == lowered[fathers[0]]:
        start = fathers[0]
        return start - 1 if start > 1 and lowered[start - 1] in BEGINNINGS else start
    start = _start_of_capitals(tokens)
    while start > 1 and _begins_family_name(tokens, start):
        start -= 1
    named = lowered[0] in NAMES_TOO or folded_word(tokens[-1]) in FAMILY_ONLY  # Van Morrison, Di Wang
    if start == 1 and lowered[0] in PARTICLES and not (tokens[0].istitle() and named):
        return 0
    if start > 1 and _is_noble(tokens[start - 1]):
        return start - 1
    return _with_first_family_name(tokens, start, country)


def _begins_family_name(tokens: list[str], start: int) -> bool:
    """Whether the word before a family name is its beginning: van der Berg, St. John, Jansen-de Vries."""
    written, before = tokens[start - 1], tokens[start - 1].lower().rstrip("'’")
    if _vietnamese(tokens, start):
        return False
    hyphened = "-" in before and before.rpartition("-")[2] in PARTICLES
    small = written in SMALL and not tokens[0].islower()
    return before in PARTICLES or before.rstrip(".") in BEGINNINGS or hyphened or small


def _vietnamese(tokens: list[str], start: int) -> bool:
    """Văn and Thị are no particles in Trần Văn Nguyễn."""
    return tokens[start - 1].istitle() and folded_word(tokens[start]) in VIETNAMESE


def _is_noble(token: str) -> bool:
    return token.istitle() and folded_word(token) in NOBLE


def _with_first_family_name(tokens: list[str], start: int, country: str) -> int:
    """Where the family names begin that people have several of: Sofía García López, João Silva dos Santos."""
    if start < 2:
        return start
    if start > 2 and tokens[start - 1] in CONNECTORS:
        return start - 2
    if country in SPANISH and start > 2:
        return start - 1
    while start > 1 and is_iberian(tokens[start - 1]):
        start -= 1
        if country in SPANISH:  # two of them, and no more
            return start
        while start > 2 and tokens[start - 1].lower() in PARTICLES and is_iberian(tokens[start - 2]):
            start -= 1
    return start


def is_iberian(token: str) -> bool:
    """Whether a word is a family name of Spain or Portugal, or ends like one."""
    word = folded_word(token)
    return word in IBERIAN or (len(word) > 4 and word.endswith("ez"))

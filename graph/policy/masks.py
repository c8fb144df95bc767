"""What of a personal value everybody may see: typed masks, the same for the same value wherever it stands.

>>> masked(Personal.EMAIL, "anna.berger@example.de"), masked(Personal.NAME, "Anna-Lena Berger")
('…@example.de', 'A.-L. B.')
>>> masked(Personal.PHONE, "+4922112345"), masked(Personal.BIRTH_DATE, "1971-06-03")
('+49…45', '1971')
>>> masked(Personal.ADDRESS, "hauptstraße|1|50667|köln|de"), masked(Personal.KEY, "4711")
('…|…|50…|köln|de', '4711')
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import phonenumbers

from graph.model import MODEL
from graph.model.personal import Personal

HIDDEN = "…"
SMALLEST_GROUP = 5

_EMAIL = re.compile(r"(?<![^\s@＠﹫:|])[^\s@＠﹫:|]+(?:[@＠﹫]|%40)(?=[^\s@])")
"""All before an @ but what stands before a source or a field: local parts may be quoted, or hold brackets. It
is looked for where such a part begins alone: elsewhere long texts take the square of their length."""
_PHONE = re.compile(r"\+\d[\d\s/().-]{5,}\d")
_YEAR = re.compile(r"\d{4}(?!\d)")
_WORD = re.compile(r"[^\s.,;/&()\-‐–'’]+")
"""A part of a name, with whatever stands in it: many scripts write vowels as marks, which are no letters."""
_SYLLABIC = frozenset("WFH")
"""Widths of the letters of East Asia, of which one is a syllable or a word: often the whole name."""
_ADDRESS_PARTS = 5
_POSTAL_SHOWN = 2


def masked(kind: Personal, value: Any) -> Any:
    """A value as those see it who may not see personal ones; null stays null, a list is masked one by one."""
    if value is None or kind is Personal.NOT:
        return value
    if isinstance(value, list):
        return [masked(kind, each) for each in value]
    return _MASKS[kind](str(value))


def personal(kind: Personal, value: Any) -> bool:
    """Whether a value is one that a mask would change: what may not be looked by."""
    return value is not None and masked(kind, value) != value


@cache
def kind_of_identifier(name: str) -> Personal:
    """The kind of personal value that an identifier of a kind of the model is; WORDS for an unknown one."""
    kind = MODEL.identifier.get(name)
    return (kind_of_property(kind.label, "value") if kind else None) or Personal.WORDS


@cache
def kind_of_property(label: str, name: str) -> Personal | None:
    """What the model declares of a property; None for one that it does not know."""
    node = MODEL.node.get(label)
    return next((p.personal for p in node.properties if p.name == name), None) if node else None


@cache
def kind_of_edge_property(type_: str, name: str) -> Personal | None:
    """What the model declares of a property of an edge; None for one that it does not know."""
    edge = MODEL.edge.get(type_)
    return next((p.personal for p in edge.all_properties if p.name == name), None) if edge else None


def suppressed(size: int) -> int | None:
    """The size of a group of people, or None for one so small that it would say something of each."""
    return None if 0 < size < SMALLEST_GROUP else size


def sizes_told(counts: Mapping[str, int]) -> dict[str, int]:
    """By part of a whole the size of the smallest group that its number tells of: its own, or that of the one
    small group, which the total less all others would be; the next larger part is hidden with it.

    >>> sizes_told({"new": 3, "lapsed": 40, "dormant": 7, "back": 0})
    {'new': 3, 'lapsed': 40, 'dormant': 3, 'back': 0}
    """
    told = dict(counts)
    small = [name for name, count in counts.items() if suppressed(count) is None]
    large = [name for name, count in counts.items() if count >= SMALLEST_GROUP]
    if len(small) == 1 and large:
        told[min(large, key=lambda name: (counts[name], name))] = counts[small[0]]
    return told


def _email(value: str) -> str:
    return f"{HIDDEN}@{value.rpartition('@')[2]}" if "@" in value else HIDDEN


def _phone(value: str) -> str:
    """Country code and the last two digits, of a number that is complete."""
    digits = re.sub(r"\D", "", value)
    try:
        code = phonenumbers.parse(value).country_code
    except phonenumbers.NumberParseException:
        code = None
    if code is None or len(digits) < len(str(code)) + 5:
        return HIDDEN
    return f"+{code}{HIDDEN}{digits[-2:]}"


def _name(value: str) -> str:
    """Initials, where a letter is not a whole name; what is no name goes too."""
    return _WORD.sub(lambda word: _initial(word[0]), value).replace("..", ".")


def _initial(word: str) -> str:
    first = next((each for each in unicodedata.normalize("NFKC", word) if each.isalpha()), None)
    return f"{first}." if first and unicodedata.east_asian_width(first) not in _SYLLABIC else HIDDEN


def _birth_date(value: str) -> str:
    year = _YEAR.match(value)
    return year[0] if year else HIDDEN


def _address(value: str) -> str:
    """Of a whole address its place, of a part nothing."""
    parts = value.split("|")
    if len(parts) != _ADDRESS_PARTS:
        return HIDDEN
    _, _, postal_code, city, country = parts
    return "|".join((HIDDEN, HIDDEN, _postal_code(postal_code), city, country))


def _postal_code(value: str) -> str:
    return f"{value[:_POSTAL_SHOWN]}{HIDDEN}" if len(value) > _POSTAL_SHOWN else HIDDEN


def _prefixed(parts: int) -> Callable[[str], str]:
    """What stands before the value itself: `network:name`, `type:issuer:number`."""

    def mask(value: str) -> str:
        return ":".join((*value.split(":", parts)[:parts], HIDDEN)) if value.count(":") >= parts else HIDDEN

    return mask


def scrubbed(text: str) -> str:
    """A text with the e-mail addresses and international phone numbers in it masked."""
    return _PHONE.sub(lambda number: _phone(number[0]), _EMAIL.sub(f"{HIDDEN}@", text))


_MASKS: Mapping[Personal, Callable[[str], str]] = {
    Personal.NAME: _name,
    Personal.EMAIL: _email,
    Personal.PHONE: _phone,
    Personal.BIRTH_DATE: _birth_date,
    Personal.ADDRESS: _address,
    Personal.POSTAL_CODE: _postal_code,
    Personal.HANDLE: _prefixed(1),
    Personal.ACCOUNT: _prefixed(1),
    Personal.COOKIE: _prefixed(1),
    Personal.DEVICE: lambda _id: HIDDEN,
    Personal.DOCUMENT: _prefixed(2),
    Personal.KEY: scrubbed,
    Personal.WORDS: lambda _text: HIDDEN,
}

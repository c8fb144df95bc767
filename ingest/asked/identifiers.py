"""Identifiers that somebody asks for, as people write them: read by the cleaners of an ingest.

>>> [found.value for found in read_identifier("phone", "030-0074321", "DE", ())]
['+49300074321']
>>> [found.value for found in read_identifier("account", "4711", "DE", ("crm", "shop"))]
['crm:4711', 'shop:4711']
>>> [found.value for found in read_identifier("handle", "https://www.instagram.com/Mary/", "DE", ("x",))]
['instagram:mary']
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from graph.entries import Identifier
from ingest.cleaning.base import Context, InvalidValue, PartialValue, ValueType
from ingest.cleaning.texts import tidy
from ingest.ingestors.common import IDENTIFIERS
from ingest.mapping_files.binding import Cleaning

LONGEST = 300
"""Letters of an identifier."""

_TYPES: Mapping[str, ValueType] = {field.name: field.type for field in IDENTIFIERS}
KINDS = ("email", "phone", "document", "account", "handle", "device", "cookie")
"""Kinds in the order in which a text is tried that may be any of them."""

_AREAS: Mapping[str, tuple[str, ...]] = {
    "account": ("realm",),
    "handle": ("network",),
    "cookie": ("domain",),
    "document": ("type", "issuer"),
}
"""Second words of kinds whose values begin with them: the area in which a number or name is one person's."""

_SPELLINGS: Mapping[str, tuple[Callable[[str], str], ...]] = {"account": (str, str.upper, str.lower)}
"""Numbers are kept in the letters they come in, which nobody who types them knows; as written comes first."""

_PROFILE = re.compile(r"(?i)(?:https?://)?(?:[a-z0-9-]+\.)*?([a-z0-9-]+)\.[a-z]{2,10}/\S+")
_SCHEMES = ("http", "https")


def read_identifier(kind: str, text: str, country: str, areas: Sequence[str]) -> tuple[Identifier, ...]:
    """The identifiers of a kind that a text may mean, each once; several where it is one in several `areas`.

    Phone numbers are of `country` unless they say more. Raises InvalidValue, with a reason, where it is none.
    """
    text = tidy(text)
    if len(text) > LONGEST:
        raise InvalidValue(f"is longer than {LONGEST} characters")
    words = _AREAS.get(kind)
    if words is None:
        return (_cleaned(kind, text, Context(country=country)),)
    found, reasons = [], []
    readings = list(_readings(kind, text, areas))
    for spelled in _SPELLINGS.get(kind, (str,)):
        for area, rest in readings:
            try:
                found.append(_in_area(kind, spelled(rest), words, area))
            except InvalidValue as reason:
                reasons.append(reason)
    if not found:
        raise reasons[0] if reasons else InvalidValue(f"needs its {' and '.join(words)}: {_form(words)}")
    return tuple({each.value: each for each in found}.values())


def read_anything(
    text: str, country: str, areas: Mapping[str, Sequence[str]]
) -> dict[str, tuple[Identifier, ...]]:
    """By kind what a text may mean; raises InvalidValue where it is nothing that anybody is known by."""
    found: dict[str, tuple[Identifier, ...]] = {}
    for kind in KINDS:
        try:
            found[kind] = read_identifier(kind, text, country, areas.get(kind, ()))
        except InvalidValue:
            continue
    if not found:
        raise InvalidValue("can be read as no kind of identifier")
    return found


def values_meant(text: str, country: str) -> list[str]:
    """The e-mail address or phone number that a text may be in full, as the graph holds it."""
    if all(word.isalpha() for word in text.split()):  # a name, as most are
        return []
    found = []
    for kind in ("email", "phone"):
        try:
            found += [each.value for each in read_identifier(kind, text, country, ())]
        except InvalidValue:
            continue
    return found


def _readings(kind: str, text: str, areas: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Areas that a text may name or be meant in, with what is left of it."""
    network = _PROFILE.fullmatch(text) if kind == "handle" else None
    if network:
        yield network[1], text
        return
    head, colon, rest = text.rpartition(":") if kind == "document" else text.partition(":")
    if colon and rest.strip() and head.strip().lower() not in _SCHEMES:
        yield head.strip(), rest.strip()
        if kind == "document":  # no number has a colon
            return
    for area in areas:
        yield area, text


def _in_area(kind: str, text: str, words: Sequence[str], area: str) -> Identifier:
    type_ = _TYPES[kind]
    context = Context(country="")
    for name, word in zip(words, area.split(":", len(words) - 1), strict=False):
        if word:
            clean = type_.word(word, name, context)
            context = Context(country="", words=(*context.words, (name, clean)))
    return _cleaned(kind, text, context)


def _cleaned(kind: str, text: str, context: Context) -> Identifier:
    clean = Cleaning(_TYPES[kind], context).cleaner()(text, {})
    if isinstance(clean, InvalidValue):
        raise clean
    found = clean.value if isinstance(clean, PartialValue) else clean
    if not isinstance(found, Identifier):
        raise InvalidValue("is empty")
    return found


def _form(words: Sequence[str]) -> str:
    return ":".join((*words, "…"))

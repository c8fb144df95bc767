"""What columns mean whose headers are not understood, by the columns around them and by their own values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.proposing.entries.unheaded.activities import told_by_values
from ingest.proposing.entries.unheaded.around import Around
from ingest.proposing.entries.unheaded.half_told import half_told
from ingest.proposing.entries.unheaded.orders import is_number_of_order, is_total, is_when_ordered
from ingest.proposing.entries.unheaded.persons import (
    is_birth_date,
    is_city,
    is_family_name,
    is_gender,
    is_given_beside_family,
    is_given_name,
    is_house_number,
    is_phone,
    is_postal_code,
    is_street,
    is_whole_name,
)
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import PERSONS, Meaning

_SAYS_LITTLE = PERSONS | {"address of", "valid"}
"""Senses that leave open what a column is."""
_SAYS = {
    **dict.fromkeys(("full_name", "given_name", "family_name"), frozenset(("name",))),
    **dict.fromkeys(("birth_date", "ordered"), frozenset(("date", "time"))),
    **dict.fromkeys(("street", "postal_code", "city"), frozenset(("address", "code", "number"))),
    **dict.fromkeys(("phone", "order_id"), frozenset(("number", "code"))),
}
"""Those that leave open, too, whether it is this."""
_VAGUE = ("at", "code", "own_id", "name")
"""What a column means by the half of its header that is understood: `Dag opgezet`, `Kod xyz`."""

_SEVERAL = ("phone",)
"""Concepts of several columns of a file."""

_SURE, _FEWEST = 0.65, 4
"""How sure such a meaning is, and the values from which they tell something."""
_NUMBERED = 0.76
"""How sure the number of what somebody did is: more than another that says only that it is one."""

_RULES: tuple[tuple[str, Callable[[Around, int], bool], str], ...] = (
    ("full_name", is_whole_name, "e-mail addresses are made of its values"),
    ("given_name", is_given_name, "its values are in e-mail addresses, or family names stand beside"),
    ("family_name", is_family_name, "its values are in e-mail addresses, or given names stand beside"),
    ("given_name", is_given_name, "family names stand beside"),
    ("street", is_street, "the numbers of houses stand behind"),
    ("phone", is_phone, "its values are written as numbers of telephones"),
    ("house_number", is_house_number, "its values stand behind streets without numbers"),
    ("postal_code", is_postal_code, "its values are codes beside an address"),
    ("city", is_city, "its values stand beside a postal code"),
    ("birth_date", is_birth_date, "its dates lie decades apart, half of them long ago"),
    ("gender", is_gender, "its values are words for genders"),
    ("ordered", is_when_ordered, "no other date of the order is before it"),
    ("total", is_total, "it is the one amount of the order"),
    ("order_id", is_number_of_order, "its rows say when something was bought, and for how much"),
)
"""What a column may be told to mean, by what, and why; the surest first."""


def with_neighbours(columns: Sequence[Column], known: Sequence[list[Meaning]]) -> list[list[Meaning]]:
    """The meanings of all columns, with those that are told of one that is not understood, where no other
    column has them."""
    around = Around(columns, list(known))
    beside = [at for at in range(len(columns)) if is_given_beside_family(around, at)]
    if len(beside) == 1:
        [name, *_] = around.known[beside[0]]
        around.known[beside[0]] = [
            replace(name, concept="given_name", why=f"{name.why}; a family name beside")
        ]
    for concept, tells, why in _RULES:
        found = [
            at
            for at in range(len(columns))
            if (concept in _SEVERAL or around.lacks(at, concept))
            and _is_open(around, at, concept)
            and tells(around, at)
        ]
        for at in found if concept in _SEVERAL else found[:1]:
            around.known[at] = [Meaning(columns[at], concept, _SURE, why=why)]
    for tells_kind in (told_by_values, half_told):
        for at, concept, why in list(tells_kind(around)):
            sure = _NUMBERED if concept.endswith("_id") else _SURE
            around.known[at] = [Meaning(columns[at], concept, sure, why=why)]
    return around.known


def _is_open(around: Around, at: int, concept: str) -> bool:
    """Whether nothing tells yet what a column with values means, and its header does not say otherwise."""
    header = said(around.columns[at].name)
    told = header.senses.keys() | header.outer.keys()
    plain = not around.concept(at) or (header.unknown > 0 and around.concept(at) in _VAGUE)
    return (
        plain
        and told <= _SAYS_LITTLE | _SAYS.get(concept, frozenset())
        and len(around.columns[at].texts) >= _FEWEST
    )

"""The columns of a file that feed the fields of a kind, each the field that it fits best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.proposing.meaning.concepts import feeds
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import MOSTLY_PERSONS, Meaning

Columns = Sequence[Sequence[Meaning]]
"""What each column of a file may mean, the surest first."""

LEAST = 0.5
"""The score from which a column feeds a field."""

_LEAST_EMPTY = 0.68
"""The same of a column without values, whose header alone has to tell."""

KEYS = ("person_id", "company_id")
"""Concepts of columns that name the record of a person or organization."""

_LATER = 0.93
"""What is left of a score for each better way there is to fill a field."""

_SURE = 0.7
_SEVERAL = frozenset(("email", "phone"))
_PERSONAL = frozenset(("person_id", "given_name", "family_name", "email", "phone", "birth_date"))
_NESTED = frozenset(("order_line", "device", "account", "social_handle"))
"""Kinds that may come several to a row."""
_OF_LINES = ("order_line", "product")
"""Kinds that all fields but the number of the order are of one list for, where lines of orders are nested."""


@dataclass
class FedKind:
    """A kind, and the columns that feed its fields."""

    kind: str
    fields: dict[str, list[Meaning]] = field(default_factory=dict)

    def has(self, *names: str) -> bool:
        """Whether one of these fields is fed."""
        return not self.fields.keys().isdisjoint(names)


@dataclass(frozen=True)
class _Offer:
    """A column for a field; `place` is that of the column in its file."""

    score: float
    place: int
    name: str
    meaning: Meaning


def fed_by(kind: str, columns: Columns) -> FedKind:
    """The best use of the columns for a kind: one column for a field, one field for a column."""
    fed, used = FedKind(kind), set[str]()
    offers = sorted(_offers(kind, columns), key=lambda offer: (-offer.score, offer.place, offer.name))
    for offer in offers:
        column = offer.meaning.column.name
        free = offer.name not in fed.fields or _takes_more(kind, offer)
        least = LEAST if offer.meaning.column.texts else _LEAST_EMPTY
        if offer.score >= least and free and column not in used:
            fed.fields.setdefault(offer.name, []).append(offer.meaning)
            used.add(column)
    for name, found in fed.fields.items():
        fed.fields[name] = [it for it in found if it.column.texts] or found[:1]
    return fed


def _takes_more(kind: str, offer: _Offer) -> bool:
    products = offer.name == "product" and kind in ("ticket", "contract")
    return offer.name in _SEVERAL or (products and offer.score > _SURE)


def _offers(kind: str, columns: Columns) -> Iterator[_Offer]:
    nested = kind in _OF_LINES and any(_is_of_lines(it[0], kind) for it in columns if it)
    nests = nested if kind == "product" else kind in _NESTED
    plain_is_ours = kind != "product" or not any(_is_of_a_person(it[0]) for it in columns if it)
    by_concept = _by_concept(columns)
    for name, ways in feeds()[kind].items():
        for rank, way in ((rank, way) for rank, alike in enumerate(ways) for way in alike.split("/")):
            if not plain_is_ours and way in ("name@", "title@", "own_id@"):
                continue
            for place, meaning in _of_way(way, by_concept):
                inside = "[]" in meaning.column.name
                if inside and not (nests or name in _SEVERAL):
                    continue
                if inside or not nested or name == "order":
                    yield _Offer(meaning.score * _LATER**rank, place, name, meaning)


def _is_of_lines(meaning: Meaning, kind: str) -> bool:
    """Whether a column is in a list; of products in one that tells how many there are of each."""
    return "[]" in meaning.column.name and (kind == "order_line" or meaning.concept == "quantity")


def _is_of_a_person(meaning: Meaning) -> bool:
    """Whether a column has what persons have and products have not."""
    named = meaning.concept == "name" and meaning.column.is_like("person") > MOSTLY_PERSONS
    return meaning.concept in _PERSONAL or named


def _by_concept(columns: Columns) -> dict[str, list[tuple[int, Meaning]]]:
    """The columns by what they may mean; those that name records, and amounts of prices, have no second
    meaning."""
    found: dict[str, list[tuple[int, Meaning]]] = {}
    for place, meanings in enumerate(columns):
        for meaning in meanings[:1] if meanings and _is_settled(meanings[0]) else meanings:
            found.setdefault(meaning.concept, []).append((place, meaning))
    return found


def _is_settled(meaning: Meaning) -> bool:
    return meaning.concept in KEYS or (
        meaning.concept == "price" and "price" in said(meaning.column.name).outer
    )


def _of_way(way: str, by_concept: Mapping[str, list[tuple[int, Meaning]]]) -> Iterator[tuple[int, Meaning]]:
    """The columns that fit a way to feed a field."""
    concept, at, subject = way.partition("@")
    for place, meaning in by_concept.get(concept, ()):
        if not at or meaning.subject == subject:
            yield place, meaning


def used_columns(fed: Iterable[FedKind]) -> set[str]:
    """The names of all columns that feed a field."""
    return {meaning.column.name for one in fed for found in one.fields.values() for meaning in found}

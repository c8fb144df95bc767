"""What a column means: concepts that its header says, or its values tell, with how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.concepts import Concept, concepts
from ingest.proposing.meaning.fits import fit
from ingest.proposing.meaning.headers import HeaderReading

PERSONS = frozenset(("customer", "member", "contact", "user", "recipient", "visitor", "caller"))
"""Senses of those whom a record is about."""

THINGS = ("product", "line", "event", "campaign", "contract", "survey")
"""Subjects of names that are none of persons: one person has several plans."""

SUBJECTS = {
    **dict.fromkeys((*PERSONS, "account"), "person"),
    **{
        it: it
        for it in (
            "order",
            "line",
            "product",
            "ticket",
            "contract",
            "campaign",
            "survey",
            "answer",
            "consent",
        )
    },
    **{
        it: it
        for it in (
            "event",
            "appointment",
            "device",
            "cookie",
            "card",
            "company",
            "referred",
            "referrer",
            "page",
            "staff",
        )
    },
    "thing": "thing",
    **{it: it for it in ("group", "invoice", "session", "shipment", "supplier", "deal", "bank", "store")},
    **dict.fromkeys(("network", "network name", "handle"), "handle"),
    "product number": "product",
    "message": "event",
    "transaction": "order",
    "part of a total": "part",
    "refunded": "part",
}
"""What a sense makes the subject of a header."""

_NOT_OURS = {
    **dict.fromkeys(
        (
            "staff",
            "supplier",
            "fax",
            "secret",
            "marital",
            "age",
            "bank",
            "about a firm",
            "duration",
            "time spent",
            "callee",
            "makers number",
            "somebody else",
        ),
        0.05,
    ),
    **dict.fromkeys(("group", "part of a total", "refunded", "advertisement"), 0.12),
    **dict.fromkeys(
        ("shipment", "session", "description", "index", "ip", "deal", "store", "first or last"), 0.3
    ),
    "count": 0.05,
}
"""What is left of the score of headers that say something of no field."""

_LESS_SURE = {"suburb": 0.8, "index": 0.3, "family or middle name": 0.9}
"""What is left where such a sense is of the concept itself."""

_OTHERS = ("staff", "supplier", "group", "somebody else")
_TOLD = 0.5
"""The score of a header from which values do not ask what else it may be."""

_NAMES_OF_USERS = [["username"], ["nomeutente"]]
"""Words for names under which users sign in, and for what patients are called in Portugal."""

_OF_A_PERSON = 0.5
"""The same where a header says no more than that it is of a person: `Kunde gesperrt`, `email_client`."""

_SURELY = 0.9
MOSTLY_PERSONS = 0.6
"""The share of names of persons from which values are these, whatever a header says."""

_EXTRA, _BESIDE, _UNKNOWN, _AROUND = 0.55, 0.97, 0.82, 0.9
"""What is left of the score for each further sense, one that may be beside, unknown word, object around."""


@dataclass(frozen=True)
class Meaning:
    """What a column may mean, how sure that is, of what subject (`product` of `product_name`), and why."""

    column: Column
    concept: str
    score: float
    subject: str = ""
    why: str = ""


def judged(meaning: Meaning, score: float, why: str) -> Meaning:
    """A meaning that is so sure, for another reason."""
    return replace(meaning, score=score, why=why)


def meanings_of(column: Column, said: HeaderReading) -> list[Meaning]:
    """All that a column may mean, the surest first."""
    subject = _subject(said)
    found = [_by_header(column, concept, said, subject) for concept in concepts()]
    named = max((meaning.score for meaning in found), default=0.0)
    told = [
        meaning
        for meaning in _by_values(column, said, subject)
        if meaning.score > named and (named < _TOLD or meaning.concept in ("email", "handle"))
    ]
    return sorted((it for it in (*found, *told) if it.score > 0), key=lambda meaning: -meaning.score)


def _subject(said: HeaderReading) -> str:
    """What the header says the column is of; its own words before those of the objects around."""
    for senses in (said.senses, said.outer):
        found = [SUBJECTS[sense] for sense in senses if sense in SUBJECTS]
        if found:
            return next((it for it in found if it != "person"), found[0])
    return ""


def _by_header(column: Column, concept: Concept, said: HeaderReading, subject: str) -> Meaning:
    """How far the header says the concept, and the values go with it."""
    there = said.senses.keys() | said.outer.keys()
    score = max(
        (_score(it, concept, said) for it in concept.phrases if it[0] in there or it[0] == "@person"),
        default=0.0,
    )
    if score == 0 or _is_whole_name(column, concept, said):
        return Meaning(column, concept.name, 0.0)
    values = fit(concept, column)
    return Meaning(column, concept.name, score * values, subject, _reason(column, score, values, concept))


def _is_whole_name(column: Column, concept: Concept, said: HeaderReading) -> bool:
    """Whether what is called a user name, of no network, is what users are called in life."""
    plain = concept.name == "handle" and [word for _, word in said.words] in _NAMES_OF_USERS
    return plain and column.is_like("person") > MOSTLY_PERSONS


def _score(phrase: Sequence[str], concept: Concept, said: HeaderReading) -> float:
    """How far the header says a phrase, from 0 to 1: all of its senses, and little else."""
    used = _found(phrase, said)
    if used is None:
        return 0.0
    score = 1.0
    of_a_person = tuple(phrase) == ("@person",) and "key" not in concept.fits
    extra, unknown = (_OF_A_PERSON, _OF_A_PERSON) if of_a_person else (_EXTRA, _UNKNOWN)
    for sense in used:
        sure = said.senses.get(sense, _BESIDE * said.outer.get(sense, 1.0))
        score *= sure * _LESS_SURE.get(sense, 1.0)
        score *= _OF_A_PERSON if of_a_person and sure < _SURELY else 1.0
    for sense in said.senses.keys() - used:
        if sense in concept.beside:
            score *= _BESIDE
        else:
            score *= _NOT_OURS.get(sense, _BESIDE if concept.of_anything and sense in SUBJECTS else extra)
    for sense in said.outer.keys() - used - concept.beside - PERSONS:
        score *= _NOT_OURS.get(sense, _AROUND)
    return float(score * unknown**said.unknown * (_BESIDE if len(phrase) == 1 else 1.0))


def _found(phrase: Sequence[str], said: HeaderReading) -> set[str] | None:
    """The senses of the header that make a phrase; None where one lacks, or none is of the header itself."""
    used: set[str] = set()
    for sense in phrase:
        wanted = PERSONS if sense == "@person" else {sense}
        name = next((it for it in (*said.senses, *said.outer) if it in wanted and it not in used), None)
        if name is None:
            return None
        used.add(name)
    return used if used & said.senses.keys() else None


def _by_values(column: Column, said: HeaderReading, subject: str) -> Iterator[Meaning]:
    """What the values tell where the header does not; nothing of people who are none of the customers."""
    if not column.texts or any(it in said.senses or it in said.outer for it in _OTHERS):
        return
    if any(word in _MOBILES for _, word in said.words) and column.length >= _DIGITS_OF_A_MOBILE:
        yield Meaning(
            column, "phone", _SURELY * column.is_like("dialable"), subject, "its values are no codes"
        )
    if "part of a total" in said.senses and column.is_like("vat number") > _SURELY:
        yield Meaning(column, "firm tax number", _SURELY, subject, "its values are numbers for the tax")
    for concept, look, least, sure in _TELLING:
        share = column.is_like(look)
        if concept == "country" and _are_codes(column):
            continue
        if concept == "region" and "country" in said.senses:
            continue  # DE is Delaware as well
        if concept in _OF_SOMEBODY and "thing" in said.senses:
            continue  # 34 AB 123 is the plate of a car, no street
        if concept == "phone" and any(it in _NOT_OURS for it in (*said.senses, *said.outer)):
            continue
        several = len(column.counts) >= min(_SEVERAL, len(column.texts)) or concept in _OF_FEW
        if share >= least and several:
            yield Meaning(column, concept, sure * share, subject, f"{share:.0%} of its values look so")


def _are_codes(column: Column) -> bool:
    """Whether values are short words that are codes of countries too: `EC` of a card, `no`, `IT`."""
    return column.length <= _LONGEST_CODE and len(column.counts) < _SEVERAL


_MOBILES, _DIGITS_OF_A_MOBILE = ("cep",), 10
"""Words for postal codes (in Brazil) that are words for mobile phones elsewhere (in Turkey)."""

_OF_SOMEBODY = ("street", "given_name", "full_name", "company", "region", "country")
"""Concepts that values alone do not tell of a thing."""

_LONGEST_CODE = 3
_SEVERAL = 3
_OF_FEW = ("salutation", "currency", "country", "network", "region")
"""Concepts that few values tell, too."""

_TELLING = (
    ("email", "email", 0.7, 0.93),
    ("handle", "handle", 0.4, 1.0),
    ("handle", "profile", 0.7, 1.0),
    ("phone", "international phone", 0.7, 0.85),
    ("salutation", "salutation", 0.9, 0.6),
    ("currency", "currency", 0.95, 0.6),
    ("country", "country", 0.95, 0.5),
    ("url", "url", 0.9, 0.5),
    ("network", "network", 0.9, 0.6),
    ("street", "street", 0.8, 0.62),
    ("given_name", "given", 0.5, 0.75),
    ("full_name", "person", 0.6, 0.7),
    ("company", "firm", 0.3, 0.7),
    ("region", "us state", 0.95, 0.6),
    ("at", "date", 0.9, 0.45),
)
"""Concept, look, the least share of it, and how sure it is then by the values alone."""


def _reason(column: Column, score: float, values: float, concept: Concept) -> str:
    header = f'"{column.name}" says so' if score > 0.9 else f'"{column.name}" may say so'
    if not column.texts:
        return f"{header}; no values"
    if values <= 0.5:
        return f"{header}, its values do not"
    look = next((name for name in concept.fits if column.look.get(name, 0) > 0.5), "")
    return f"{header}, {column.look[look]:.0%} of its values fit" if look else header

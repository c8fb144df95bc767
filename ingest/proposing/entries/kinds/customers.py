"""The customers in a file, as far as no other kind takes what is said of them."""

from __future__ import annotations

from collections.abc import Mapping

from graph.words.folding import words
from ingest.proposing.entries.fields.feeding import KEYS, Columns, FedKind, fed_by
from ingest.proposing.entries.fields.signs import SURE
from ingest.proposing.entries.fields.whose_names import are_given_alone, says_the_same
from ingest.proposing.entries.kinds.event_rows import is_told
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import Meaning, judged

_PERSON = ("full_name", "given_name", "family_name", "birth_date", "email", "phone", "street", "company")
_PERSONS_ALONE = ("email", "given_name", "family_name", "birth_date", "phone")
"""Fields that products have not."""

_OF_A_JOB, _MOSTLY = words("designation"), 0.8
"""Words for names of things that say what somebody works as in India, beside the names of persons."""

_LESS = 0.9
"""How sure a header is of what its values make of it."""


def customers(found: Mapping[str, FedKind], columns: Columns) -> FedKind | None:
    """The customers in a file, where it says something about persons that no other kind takes."""
    customer = fed_by("customer", columns)
    _add_family_name(customer, columns)
    _settle_names(customer)
    _spare(customer, found)
    keyed = any(meanings[0].concept in KEYS and meanings[0].score >= SURE for meanings in columns if meanings)
    plain = customer.fields.keys() - {"observed_at"} if keyed and not found else ()
    of_products = found and found.keys() <= {"product", "order_line"} and not customer.has(*_PERSONS_ALONE)
    gendered = ("gender",) if keyed or not found else ()
    social = () if found else ("handle",)
    listed = not found and any(_lists(meanings[0]) for meanings in columns if meanings)
    told = listed or customer.has(*_PERSON, *plain, *gendered, *social)
    return customer if told and not of_products else None


def _lists(meaning: Meaning) -> bool:
    """Whether a column is the key of persons, each in one row: their list, whatever else it says of them."""
    return meaning.concept == "person_id" and meaning.score >= SURE and meaning.column.unique


def _add_family_name(customer: FedKind, columns: Columns) -> None:
    """A plain "name" beside a given one and a whole one is the family name that the whole one has in it."""
    fields = customer.fields
    if "family_name" in fields or not {"full_name", "given_name"} <= fields.keys():
        return
    [whole, *_] = fields["full_name"]
    likeliest = (meanings[0] for meanings in columns if meanings)
    plain = (it for it in likeliest if it.concept == "name" and _says_name_alone(it))
    own = next((it for it in plain if says_the_same(whole.column, it.column)), None)
    if own and whole.concept == "full_name":
        fields["family_name"] = [own]


def _says_name_alone(meaning: Meaning) -> bool:
    header = said(meaning.column.name)
    return header.senses.keys() == {"name"} and not header.unknown


def _settle_names(customer: FedKind) -> None:
    """A plain "name" beside a given name is the family name, and beside a family name the given one; without
    either it may be the given name alone."""
    fields = customer.fields
    plain = fields.get("full_name")
    other = {"given_name": "family_name", "family_name": "given_name"}
    there = [part for part in other if part in fields]
    if plain and plain[0].concept == "name" and len(there) == 1:
        fields[other[there[0]]] = fields.pop("full_name")
    elif (
        plain
        and len(there) == len(other)
        and not says_the_same(plain[0].column, fields["family_name"][0].column)
    ):
        [names, *_] = fields.pop("full_name")
        if names.column.is_like("job") > _MOSTLY and _OF_A_JOB & {
            it for _, it in said(names.column.name).words
        }:
            fields.setdefault("occupation", [names])
    elif plain and plain[0].concept == "name" and are_given_alone(plain[0].column, fields.get("email", ())):
        [names, *_] = fields.pop("full_name")
        fields["given_name"] = [
            judged(names, names.score * _LESS, f"{names.why}; its names are given names alone")
        ]


def _spare(customer: FedKind, found: Mapping[str, FedKind]) -> None:
    """Takes out what belongs to another kind: the handle of one, the name of a product."""
    of_others = {"social_handle": ("handle",), "device": ("device",), "event": ("device", "full_name")}
    for kind in found.keys() & of_others.keys():
        for name in of_others[kind]:
            if name != "full_name" or not is_told(found[kind]):
                customer.fields.pop(name, None)
    full = customer.fields.get("full_name")
    names = [found[kind].fields.get("name", ()) for kind in ("product", "event") if kind in found]
    names += [found["order_line"].fields["product"]] if "order_line" in found else []
    taken = [it.column.name for several in names for it in several]
    if full and full[0].column.name in taken:
        del customer.fields["full_name"]

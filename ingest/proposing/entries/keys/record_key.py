"""The key of the records in a file: a column that its header names, one without doubles, or several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from graph.placeholders.listed import placeholders
from ingest.proposing.entries.fields.feeding import LEAST, FedKind
from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.entries.keys.header_keys import (
    is_of_an_account,
    is_of_what_was_done,
    named_keys,
    nameless_keys,
    names_nobody,
    own_keys,
)
from ingest.proposing.entries.keys.numbers_of_persons import number_of_each_person
from ingest.proposing.entries.keys.values_of_keys import (
    FILLED,
    JOIN,
    MANY,
    TELLS_PERSONS,
    comes_again,
    goes_on,
    is_code,
    is_of_several,
    is_shared,
    may_be_counts,
    name_each_together,
    names_each,
    names_nearly_each,
    tells_persons,
    texts_of,
)
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import Meaning, judged

OF_A_PERSON = ("customer", "account", "device", "social_handle")
"""Kinds that say who somebody is: a file of these alone has a row for each person."""

_OFTEN, _MOSTLY = 0.5, 0.9

_IN_A_KEY = (
    *("full_name", "name", "given_name", "family_name", "company", "birth_date", "birth_year"),
    *("email", "phone", "street", "address_text", "house_number", "postal_code", "city"),
)
"""Concepts that a key of several columns is made of, those that change least first."""

_HAVE_TO_DO = {
    "tax number": "tax number",
    "national number": "national number",
    "email": "e-mail address",
    "phone": "phone number",
    "handle": "profile",
    "firm tax number": "tax number",
    "register number": "register number",
}
"""What names a person or firm where no key does, with the words for it; what changes least comes first."""

_NAMES_IN_A_KEY = ("full_name", "given_name", "family_name")
"""Concepts of which no key has one part alone: a given name is that of many in the next export."""

_OF_NOBODY = ("device", "store", "staff", "thing")
"""Subjects of names that tell no person."""


@dataclass(frozen=True)
class Key:
    """What feeds `source_id`: columns, the long form if it is not one of them alone, and why."""

    found: tuple[Meaning, ...]
    value: Any = None
    score: float = 1.0
    why: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The columns."""
        return frozenset(meaning.column.name for meaning in self.found)


def key_of(columns: FoundColumns, kind: str, fed: Sequence[FedKind]) -> Key:
    """What names the person whom rows of a kind are about, in a file of these kinds.

    Where rows are persons, no column is their key whose values several of them have.
    """
    if kind == "referral" and (found := columns.best("referrer_id")):
        return Key((found[0],))
    if all(one.kind in OF_A_PERSON for one in fed):
        return next(_of_persons(columns))
    keys = [it for it in named_keys(columns) if it.column.texts and not _is_of_the_books(it, columns)]
    if keys:
        visited = any(one.kind == "event" for one in fed)
        others = columns.best("device_id", "cookie_id") if visited else ()
        return _filled_up(max(keys, key=_worth_as_key), others, columns)
    numbers = [one.fields["number"][0] for one in fed if "number" in one.fields]
    if own := number_of_each_person(columns, {it.column.name for it in numbers}):
        return Key((own,))
    contact = _contact_of_each(columns, fed, numbers[0]) if numbers else None
    if contact:
        why = f"no key of the person is there; the {_HAVE_TO_DO[contact.concept]} has to do"
        return Key((judged(contact, 0.6 * contact.score, why),))
    if numbers:
        why = "no key of the person is there; each row is a record of its own"
        return Key((judged(numbers[0], 0.8 * numbers[0].score, why),))
    return next(_of_activities(columns))


def _contact_of_each(columns: FoundColumns, fed: Sequence[FedKind], number: Meaning) -> Meaning | None:
    """What rows have of who ordered, or did what has this number in rows of several persons: an e-mail
    address, the customer's own first, or a phone number."""
    ordered = any(one.kind in ("order", "contract") for one in fed)
    for concept in ("email", "phone"):
        own = [it for one in fed if one.kind == "customer" for it in one.fields.get(concept, ())]
        for meaning in (*own, *columns.best(concept)):
            if meaning.concept != concept or not tells_persons(meaning.column, columns):
                continue
            if meaning.column.fill > FILLED:
                told = ordered or is_of_several(number.column, meaning.column)
            else:
                told = _may_be_of_nobody(meaning, number, columns)
            if told:
                return meaning
    return None


def _may_be_of_nobody(contact: Meaning, number: Meaning, columns: FoundColumns) -> bool:
    """Whether rows without a contact are orders over the counter; such payments are those to others."""
    often = contact.column.fill > _OFTEN
    return often and number.concept == "order_id" and gaps_are_of_nobody(Key((contact,)), columns)


def _is_of_the_books(meaning: Meaning, columns: FoundColumns) -> bool:
    """Whether the number of an account is one of book-keeping, under which many persons are."""
    return is_of_an_account(meaning) and is_shared(meaning.column, columns)


def gaps_are_of_nobody(key: Key, columns: FoundColumns) -> bool:
    """Whether some rows have no value of a key of one column, and none of these tells whose it is."""
    if len(key.found) != 1 or key.value is not None:
        return False
    own = texts_of(key.found[0].column)
    if not any(own) or own.count("") <= (1 - FILLED) * len(own):
        return False
    persons = (it for it in columns.best(*TELLS_PERSONS, "phone") if it.subject not in _OF_NOBODY)
    telling = [texts_of(it.column) for it in persons]
    return not any(text for texts in telling for text, number in zip(texts, own, strict=False) if not number)


def _of_persons(columns: FoundColumns) -> Iterator[Key]:
    """The keys that a file of persons may have, the best first."""
    named = sorted(
        (it for it in own_keys(columns) if not is_shared(it.column, columns)), key=_worth_as_key, reverse=True
    )
    yield from (Key((it,)) for it in named if it.column.fill > FILLED)
    codes = list(_codes(columns))
    yield from (it for it in codes if not is_of_what_was_done(it.found[0]))
    nameless = nameless_keys(columns)
    often = (*named, *(it for it in nameless if it.column.unique and not said(it.column.name).unknown))
    for meaning in (it for it in often if FILLED >= it.column.fill > _OFTEN):
        yield from _with_gaps(meaning, columns)
    for meaning in nameless:
        if meaning.column.fill > FILLED and comes_again(meaning.column, columns):
            why = f"{meaning.why}; its values come again, in rows of the same person"
            yield Key((judged(meaning, 0.6 * meaning.score, why),))
    for concept, word in _HAVE_TO_DO.items():
        for meaning in columns.best(concept):
            if names_each(meaning.column):
                why = f"no key is there; the {word} has to do, and who changes it becomes another record"
                yield Key((judged(meaning, 0.6 * meaning.score, why),))
            elif meaning.column.unique and meaning.column.fill > _OFTEN and goes_on(meaning.column, columns):
                why = (
                    f"no key is there; the {word} has to do; rows without go on with that above and stay out"
                )
                yield Key((judged(meaning, 0.6 * meaning.score, why),))
    done = [it for it in codes if is_of_what_was_done(it.found[0])]
    yield from _contacts_of_several_rows(columns) if done else ()
    yield from done
    yield _of_several(columns)


def _contacts_of_several_rows(columns: FoundColumns) -> Iterator[Key]:
    """Addresses and phone numbers that come again with the same name, where rows are of what was done."""
    for concept in ("email", "phone"):
        for meaning in columns.best(concept):
            if meaning.column.fill > FILLED and comes_again(meaning.column, columns):
                why = f"no key is there; the {_HAVE_TO_DO[concept]} has to do, in rows of the same person"
                yield Key((judged(meaning, 0.6 * meaning.score, why),))


def _filled_up(meaning: Meaning, others: Sequence[Meaning], columns: FoundColumns) -> Key:
    """The key with an address for the rows of guests, which have no number, where it tells who these are; or
    with one of the others."""
    own = [text if text not in placeholders("key") else "" for text in texts_of(meaning.column)]
    if sum(map(bool, own)) > FILLED * len(own):
        return Key((meaning,))
    for other in (*columns.best("email"), *columns.best("phone"), *others):
        addresses = zip_longest(own, texts_of(other.column), fillvalue="")
        if "[]" not in other.column.name and all(address for number, address in addresses if not number):
            form = {"coalesce": [meaning.column.name, other.column.name]}
            why = f"{meaning.why}; rows without a number have {other.column.name}"
            return Key((meaning, other), form, 0.8, why)
    return Key((meaning,))


def _of_activities(columns: FoundColumns) -> Iterator[Key]:
    """The keys of persons in a file of what they did, which may come in many rows."""
    codes = [it for it in _codes(columns) if it.found[0].concept == "own_id"]
    yield from (it for it in codes if not is_of_what_was_done(it.found[0]))
    for concept in ("email", "phone"):
        for meaning in columns.best(concept):
            if meaning.column.fill > _OFTEN:
                why = f"no key is there; the {_HAVE_TO_DO[concept]} has to do"
                yield Key((judged(meaning, 0.6 * meaning.score, why),))
    yield from _codes(columns)
    yield _of_several(columns)


def goes_with(column: Column, key: Key) -> bool:
    """Whether each value of a key has one of a column and the other way round, some in several rows."""
    if len(key.found) != 1:
        return False
    rows = zip(texts_of(key.found[0].column), texts_of(column), strict=False)
    pairs = Counter((own, other) for own, other in rows if own and other)
    persons, values = ({pair[place] for pair in pairs} for place in (0, 1))
    return len(persons) == len(values) == len(pairs) < pairs.total()


def _worth_as_key(meaning: Meaning) -> tuple[float, bool, int]:
    """Keys are there in every row, of a person before his firm, and the better the fewer have the same."""
    column = meaning.column
    there = 1.0 if column.fill > FILLED else column.fill * 0.6
    return meaning.score * there, meaning.concept == "person_id", len(column.counts)


def _with_gaps(meaning: Meaning, columns: FoundColumns) -> Iterator[Key]:
    """A key that some rows have not: with an address that has to do for these, alone if they are few."""
    name, gaps = meaning.column.name, f"{1 - meaning.column.fill:.0%} of the rows have none"
    for other in columns.best("email", "phone"):
        without = [
            text
            for own, text in zip_longest(texts_of(meaning.column), texts_of(other.column), fillvalue="")
            if not own
        ]
        if all(without) and len(set(without)) == len(without):
            form = {"coalesce": [name, other.column.name]}
            yield Key((meaning, other), form, 0.5, f"{meaning.why}; {gaps}, {other.column.name} has to do")
    if meaning.column.fill > _MOSTLY:
        why = f"{meaning.why}; {gaps} and stay out"
        yield Key((judged(meaning, 0.6 * meaning.score, why),))


def _codes(columns: FoundColumns) -> Iterator[Key]:
    """Columns with a number of its own in each row: those that say number, then others, from the left."""
    for meaning in nameless_keys(columns):
        if names_each(meaning.column):
            why = f"{meaning.why}, no value twice"
            yield Key((judged(meaning, max(meaning.score, LEAST), why),))
    for column, meanings in zip(columns.columns, columns.meanings, strict=True):
        known = meanings[0].concept if meanings and meanings[0].score >= LEAST else ""
        may_be_key = not names_nobody(column) and (not known or known.endswith("_id") or known == "code")
        counts = known != "code" and may_be_counts(column)
        if may_be_key and names_each(column) and is_code(column) and not counts:
            sure = 0.6 if len(column.texts) >= MANY else 0.45
            subject = meanings[0].subject if meanings else ""
            yield Key((Meaning(column, known, sure, subject, "a number or code, and no value twice"),))


def _of_several(columns: FoundColumns) -> Key:
    """Columns that are a key together; the line where not even they are."""
    chosen = [it for concept in _IN_A_KEY for it in columns.best(concept) if "[]" not in it.column.name]
    if not name_each_together(chosen):
        if address := next((it for it in columns.best("email") if names_nearly_each(it.column)), None):
            why = "no key is there; the e-mail address has to do, which a few rows have in common"
            return Key((judged(address, 0.5 * address.score, why),))
        why = (
            "no columns name a record; the line does in this file alone, so find a key before another export"
        )
        line = {"template": f"{columns.file}:{{_line}}"} if columns.file else "_line"
        return Key((), line, 0.3, why)
    least = max((at for at, it in enumerate(chosen, start=1) if it.concept in _NAMES_IN_A_KEY), default=1)
    chosen = next(chosen[:end] for end in range(least, len(chosen) + 1) if name_each_together(chosen[:end]))
    if len(chosen) == 1:
        why = f"{chosen[0].why}; no key is there, but no value is there twice"
        return Key((judged(chosen[0], 0.3, why),))
    form = {"columns": [it.column.name for it in chosen], "join": JOIN}
    why = "no column names a record, these do together; who changes one becomes another record"
    return Key(tuple(chosen), form, 0.3, why)

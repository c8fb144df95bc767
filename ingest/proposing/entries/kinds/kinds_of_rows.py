"""Which kinds of rows a file holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.words.folding import words
from ingest.proposing.entries.fields.addresses import of_one_address
from ingest.proposing.entries.fields.feeding import Columns, FedKind, fed_by
from ingest.proposing.entries.fields.roles import of_one_person
from ingest.proposing.entries.fields.signs import SURE, by_own_id, is_asked, is_one
from ingest.proposing.entries.keys.values_of_keys import names_each
from ingest.proposing.entries.kinds.customers import customers
from ingest.proposing.entries.kinds.event_rows import fed_event, is_event, is_told
from ingest.proposing.entries.kinds.purchases import purchases
from ingest.proposing.entries.kinds.refunds import refunds
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import Meaning

_OF_THINGS = words("bezeichnung bez designation denominacion denominazione libelle opis omschrijving")
"""Words for names that persons have not."""

_MUCH_LESS = 0.75
"""Meanings of a column that are less likely than this, beside the first, are none."""

_ACTIVITIES = (
    *("order", "contract", "ticket", "survey_answer"),
    *("referral", "consent", "campaign_contact"),
)
_FIRST = (*_ACTIVITIES, "order_line", "product")
_WITH_LINES = {"order", "order_line"}
"""Kinds whose rows may have one number."""

_KIND_OF = {"answer": "survey_answer", "survey": "survey_answer", "line": "order_line"}


def kinds_of(columns: Columns, subject: str = "") -> list[FedKind]:
    """The kinds that the columns of a file make, with what feeds their fields, but for the keys of persons.

    `subject` is what the file's name says that it is about.
    """
    columns = of_one_person(of_one_address([_likely(meanings) for meanings in columns]))
    found = {kind: fed for kind in _FIRST if is_one(fed := _fed(kind, columns), subject)}
    _settle(found, columns, subject)
    _own_number(found, columns)
    if "order" in found and ("order_line" in found or _are_counted(columns)):
        _leave_prices_to_lines(found["order"])
    if "order" not in found and "order_line" in found and (lined := _order_of(found["order_line"], columns)):
        found = {"order": lined, **found}
    order = found.get("order")
    if order and order.has("number") and (refund := refunds(columns)):
        found["refund"] = refund
    if found.keys() <= {"product"} and (unnumbered := purchases(columns)):
        return unnumbered
    found |= {
        kind: fed
        for kind in ("account", "social_handle", "device")
        if is_one(fed := fed_by(kind, columns), subject)
    }
    event = fed_event(columns)
    told = is_told(event) and found.keys() <= {"product"}
    if (found.keys().isdisjoint(_FIRST) or told) and is_event(event, columns, subject):
        found["event"] = event
    customer = customers(found, columns)
    if customer:
        found = {"customer": customer, **found}
    _one_meaning(found)
    return list(found.values())


def _fed(kind: str, columns: Columns) -> FedKind:
    """What feeds a kind; lines whose products have names alone know them by these."""
    fed = fed_by(kind, columns)
    if kind == "order_line" and not fed.has("product"):
        likeliest = (meanings[0] for meanings in columns if meanings)
        named = [it for it in likeliest if it.concept == "name" and it.score >= SURE and _names_things(it)]
        if len(named) == 1:
            fed.fields["product"] = named
    return fed


def _names_things(name: Meaning) -> bool:
    """Whether a header says that names are those of products, or of whatever is no person."""
    told = {word for _, word in said(name.column.name).words}
    return name.subject == "product" or (name.subject in ("", "line") and not told.isdisjoint(_OF_THINGS))


def _order_of(line: FedKind, columns: Columns) -> FedKind | None:
    """The order of lines that state its number and its date, and nothing else of it."""
    order = fed_by("order", columns)
    number = order.fields.get("number")
    dated = order.has("ordered_at") and number == line.fields["order"] and not by_own_id(order)
    return order if dated else None


def _likely(meanings: Sequence[Meaning]) -> list[Meaning]:
    """The meanings that are not much less likely than the first."""
    return [meaning for meaning in meanings if meaning.score > _MUCH_LESS * meanings[0].score]


def _settle(found: dict[str, FedKind], columns: Columns, subject: str) -> None:
    """Takes out kinds that only look like one: a key without a name is that of what the file is about."""
    nameless = [kind for kind, fed in found.items() if by_own_id(fed)]
    about = _KIND_OF.get(subject, subject)
    kept = about if about in found else _asked(found) or _likeliest(nameless, found, columns)
    for kind in nameless:
        if kind != kept and not {kind, kept} <= _WITH_LINES:
            del found[kind]
    if "campaign_contact" in found and any(
        kind in found for kind in _ACTIVITIES if kind != "campaign_contact"
    ):
        del found["campaign_contact"]


def _own_number(found: Mapping[str, FedKind], columns: Columns) -> None:
    """Lets orders have numbers of their own, where each has one beside that of its payment, or beside a key
    by which programs let somebody in (`order_key`)."""
    number = found["order"].fields.get("number") if "order" in found else None
    if not number or not number[0].column.unique:
        return
    if number[0].concept != "transaction_id" and ("number", "key") not in said(number[0].column.name).words:
        return
    likeliest = (meanings[0] for meanings in columns if meanings)
    own = next(
        (it for it in likeliest if it.concept == "own_id" and it.score > SURE and names_each(it.column)), None
    )
    for fed in found.values() if own else ():
        for name in ("number", "order"):
            if own and fed.fields.get(name) == number:
                fed.fields[name] = [own]


def _asked(found: Mapping[str, FedKind]) -> str | None:
    """The kind of answers where a header is the question that they answer."""
    answers = found.get("survey_answer")
    return "survey_answer" if answers and is_asked(answers) else None


def _likeliest(nameless: Sequence[str], found: Mapping[str, FedKind], columns: Columns) -> str | None:
    """The kind that a key without a name belongs to; None where it is that of a person."""
    best = {meanings[0].concept for meanings in columns if meanings}
    if best & {"birth_date", "given_name"} and "person_id" not in best:
        return None
    return max(nameless, key=lambda kind: len(found[kind].fields), default=None)


def _are_counted(columns: Columns) -> bool:
    """Whether a column tells how many there are of what has a price."""
    return any(meanings[0].concept == "quantity" for meanings in columns if meanings)


def _leave_prices_to_lines(order: FedKind) -> None:
    """Takes the price of one thing out of an order that has lines: it is no total."""
    if any(it.concept == "price" for it in order.fields.get("total", ())):
        del order.fields["total"]


def _one_meaning(found: Mapping[str, FedKind]) -> None:
    """Lets a column mean one thing in all kinds: a state is a status or a region; times may be several."""
    best: dict[str, Meaning] = {}
    for fed in reversed(list(found.values())):
        for meaning in (it for meanings in fed.fields.values() for it in meanings):
            known = best.setdefault(meaning.column.name, meaning)
            best[meaning.column.name] = meaning if meaning.score > known.score else known
    for fed in found.values():
        kept = {
            name: [
                it
                for it in meanings
                if it.concept == best[it.column.name].concept or it.column.is_like("date") > 0.5
            ]
            for name, meanings in fed.fields.items()
        }
        fed.fields = {name: meanings for name, meanings in kept.items() if meanings}

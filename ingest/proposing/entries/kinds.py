"""Which kinds of rows a file holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from ingest.ingestors import INGESTORS
from ingest.proposing.entries.addresses import of_one_address
from ingest.proposing.entries.feeding import KEYS, Columns, Fed, fed_by
from ingest.proposing.entries.purchases import purchases
from ingest.proposing.entries.roles import of_one_person
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.meanings import Meaning

_MUCH_LESS = 0.75
"""Meanings of a column that are less likely than this, beside the first, are none."""

_SIGNS = {
    "account": ("tier", "balance", "opened_at"),
    "social_handle": ("followers", "url"),
    "product": ("name", "brand", "active"),
    "order": ("total", "status", "currency", "channel"),
    "order_line": ("quantity", "price", "total"),
    "ticket": ("subject", "priority", "closed_at", "category"),
}
"""Fields of which one must be there too, or the kind is none."""

_SAYS_TICKET = {"subject": "subject", "priority": "priority", "closed_at": "closed", "sentiment": "sentiment"}
_OF_OTHERS = ("opened", "answered")
"""Times of tickets and answers, which tables at a restaurant and payments have too."""
_PERSON = ("full_name", "given_name", "family_name", "birth_date", "email", "phone", "street", "company")
_PERSONS_ALONE = ("email", "given_name", "family_name", "birth_date", "phone")
"""Fields that products have not."""

_MOSTLY_ONCE, _COMES_AGAIN = 0.9, 0.5
_MOSTLY_PERSONS = 0.3
_SURE = 0.6
"""The score of columns from which they make a kind, or name its records."""
_ACTIVITIES = (
    *("order", "contract", "ticket", "survey_answer"),
    *("referral", "consent", "campaign_contact"),
)
_FIRST = (*_ACTIVITIES, "order_line", "product")
_KIND_OF = {"answer": "survey_answer", "survey": "survey_answer", "line": "order_line"}
_EVENT_WORDS = (
    *("view", "click", "login", "log_in", "sign", "cart", "search", "page"),
    *("purchase", "open", "visit", "identify", "track"),
)


def kinds_of(columns: Columns, subject: str = "") -> list[Fed]:
    """The kinds that the columns of a file make, with what feeds their fields, but for the keys of persons.

    `subject` is what the file's name says that it is about.
    """
    columns = of_one_person(of_one_address([_likely(meanings) for meanings in columns]))
    found = {kind: fed for kind in _FIRST if _is_one(fed := fed_by(kind, columns), subject)}
    _settle(found, columns, subject)
    if "order" in found and ("order_line" in found or _are_counted(columns)):
        _leave_prices_to_lines(found["order"])
    if found.keys() <= {"product"} and (unnumbered := purchases(columns)):
        return unnumbered
    found |= {
        kind: fed
        for kind in ("account", "social_handle", "device")
        if _is_one(fed := fed_by(kind, columns), subject)
    }
    event = fed_by("event", columns)
    if _comes_again(event.fields.get("message_id", ())):
        del event.fields["message_id"]
    told = _is_told(event) and found.keys() <= {"product"}
    if (found.keys().isdisjoint(_FIRST) or told) and _is_event(event, columns, subject):
        found["event"] = event
    customer = _customer(found, columns)
    if customer:
        found = {"customer": customer, **found}
    _one_meaning(found)
    return list(found.values())


def _likely(meanings: Sequence[Meaning]) -> list[Meaning]:
    """The meanings that are not much less likely than the first."""
    return [meaning for meaning in meanings if meaning.score > _MUCH_LESS * meanings[0].score]


def _is_one(fed: Fed, subject: str) -> bool:
    """Whether all that a kind needs is there, and something that only it has."""
    if fed.kind == "product" and not _are_named(fed):
        del fed.fields["name"]
    needed = {it.name for it in INGESTORS[fed.kind].fields if it.required} - {"source_id", "metric", "survey"}
    if _is_asked(fed) or _is_sold(fed):
        needed -= {"number"}  # who did it when is one
    if not needed <= fed.fields.keys() or not (fed.has(*_SIGNS.get(fed.kind, needed)) or _are_ordered(fed)):
        return False
    if any(not it.column.texts or it.score < _SURE for it in (fed.fields[name][0] for name in needed)):
        return False
    if "number" in fed.fields and _are_few_words(fed.fields["number"][0].column):
        return False
    match fed.kind:
        case "order" if fed.fields["ordered_at"][0].concept in _OF_OTHERS:
            return fed.has("total")
        case "social_handle":
            return fed.has("followers") or max(it.score for it in fed.fields["url"]) >= _SURE
        case "device":
            return len(fed.fields.keys() - {"device", "at"}) > 1
    return not _by_own_id(fed) or _is_so_called(fed, subject)


def _are_named(products: Fed) -> bool:
    """Whether what is called a description may name products: each has another, or nothing says so."""
    named = products.fields.get("name")
    if not named or named[0].concept != "described" or not products.has("id") or products.has("price"):
        return True
    numbers = products.fields["id"][0].column.counts
    return len(named[0].column.counts) >= _MOSTLY_ONCE * len(numbers)


def _are_few_words(column: Column) -> bool:
    """Whether values are words that come again and again: what is called a service numbers none.

    An order of several lines comes again too, and has a digit: `Nr. 7`.
    """
    numbered = any(letter.isdigit() for text in column.counts for letter in text)
    return (
        len(column.counts) < _COMES_AGAIN * len(column.texts) and not numbered and column.is_like("code") == 0
    )


def _is_so_called(fed: Fed, subject: str) -> bool:
    """Whether there is more of a kind than a key that says not of what it is."""
    match fed.kind:
        case "order":
            return fed.has("total") or _are_ordered(fed) or subject == "order"
        case "ticket":
            own = [
                name
                for name, it in _SAYS_TICKET.items()
                if fed.has(name) and fed.fields[name][0].concept == it and fed.fields[name][0].score >= _SURE
            ]
            return len(own) + fed.has("status") > 1
        case "contract":
            return fed.has("contract_type", "signed_at", "cancelled_at") or subject == "contract"
        case "order_line":
            return fed.has("quantity")
        case "product":
            return fed.has("brand", "price", "active", "category")
    return True


def _is_asked(fed: Fed) -> bool:
    """Whether a header is the question that a score answers."""
    return fed.kind == "survey_answer" and any("?" in it.column.name for it in fed.fields.get("score", ()))


def _is_sold(fed: Fed) -> bool:
    """Whether headers say when something was bought, and for how much."""
    if fed.kind != "order" or not {"ordered_at", "total"} <= fed.fields.keys():
        return False
    told = (fed.fields[name][0] for name in ("ordered_at", "total"))
    return all(it.subject == "order" or it.concept in ("ordered", "total") for it in told)


def _are_ordered(fed: Fed) -> bool:
    """Whether a column has the dates of orders, or of their invoices."""
    if fed.kind != "order" or "ordered_at" not in fed.fields:
        return False
    dated = fed.fields["ordered_at"][0]
    return dated.concept == "ordered" or dated.subject == "invoice"


def _by_own_id(fed: Fed) -> bool:
    """Whether the key of a kind is a column that says not what it is the key of."""
    key = INGESTORS[fed.kind].key or ("order" if fed.kind == "order_line" else "")
    return key in fed.fields and fed.fields[key][0].concept == "own_id"


def _settle(found: dict[str, Fed], columns: Columns, subject: str) -> None:
    """Takes out kinds that only look like one: a key without a name is that of what the file is about."""
    nameless = [kind for kind, fed in found.items() if _by_own_id(fed)]
    about = _KIND_OF.get(subject, subject)
    kept = about if about in nameless else _asked(found) or _likeliest(nameless, found, columns)
    for kind in nameless:
        if kind != kept:
            del found[kind]
    if "campaign_contact" in found and any(
        kind in found for kind in _ACTIVITIES if kind != "campaign_contact"
    ):
        del found["campaign_contact"]


def _asked(found: Mapping[str, Fed]) -> str | None:
    """The kind of answers where a header is the question that they answer."""
    answers = found.get("survey_answer")
    return "survey_answer" if answers and _is_asked(answers) else None


def _likeliest(nameless: Sequence[str], found: Mapping[str, Fed], columns: Columns) -> str | None:
    """The kind that a key without a name belongs to; None where it is that of a person."""
    best = {meanings[0].concept for meanings in columns if meanings}
    if best & {"birth_date", "given_name"} and "person_id" not in best:
        return None
    return max(nameless, key=lambda kind: len(found[kind].fields), default=None)


def _is_event(fed: Fed, columns: Columns, subject: str) -> bool:
    """Whether rows say that somebody did something at a time."""
    if not fed.has("at"):
        return False
    best = {meanings[0].concept for meanings in columns if meanings and meanings[0].score >= _SURE}
    if subject == "event" or "page" in best or ("message_id" in best and fed.has("message_id")):
        return True
    name = fed.fields.get("name")
    if name is None or _are_persons(name[0]) or _names_a_person(name[0], best):
        return False
    words = [text.lower() for text in name[0].column.counts]
    told = any(word in text for text in words for word in _EVENT_WORDS)
    return told or name[0].concept == "event_name" or "product_id" in best


def _names_a_person(name: Meaning, best: AbstractSet[str]) -> bool:
    """Whether a plain name stands beside a family name: it is the given one."""
    return best >= {"given_name", "family_name"} or (name.concept == "name" and "family_name" in best)


def _are_counted(columns: Columns) -> bool:
    """Whether a column tells how many there are of what has a price."""
    return any(meanings[0].concept == "quantity" for meanings in columns if meanings)


def _leave_prices_to_lines(order: Fed) -> None:
    """Takes the price of one thing out of an order that has lines: it is no total."""
    if any(it.concept == "price" for it in order.fields.get("total", ())):
        del order.fields["total"]


def _is_told(event: Fed) -> bool:
    """Whether headers say that rows are events: beside them the products are those that they are about."""
    return {"name", "at"} <= event.fields.keys() and event.fields["name"][0].concept == "event_name"


def _are_persons(name: Meaning) -> bool:
    """Whether what may be the names of events are those of persons."""
    return name.concept != "event_name" and name.column.is_like("person") > _MOSTLY_PERSONS


def _comes_again(found: Sequence[Meaning]) -> bool:
    """Whether a column has the same value in many rows, as the number of a concert has, not of a message."""
    return any(len(it.column.counts) < _MOSTLY_ONCE * len(it.column.texts) for it in found)


def _customer(found: Mapping[str, Fed], columns: Columns) -> Fed | None:
    """The customers in a file, where it says something about persons that no other kind takes."""
    customer = fed_by("customer", columns)
    _settle_names(customer)
    _spare(customer, found)
    keyed = any(
        meanings[0].concept in KEYS and meanings[0].score >= _SURE for meanings in columns if meanings
    )
    plain = customer.fields.keys() - {"observed_at"} if keyed and not found else ()
    of_products = found and found.keys() <= {"product", "order_line"} and not customer.has(*_PERSONS_ALONE)
    gendered = ("gender",) if keyed or not found else ()
    listed = not found and any(_lists(meanings[0]) for meanings in columns if meanings)
    return customer if (customer.has(*_PERSON, *plain, *gendered) or listed) and not of_products else None


def _lists(meaning: Meaning) -> bool:
    """Whether a column is the key of persons, each in one row: their list, whatever else it says of them."""
    return meaning.concept == "person_id" and meaning.score >= _SURE and meaning.column.unique


def _settle_names(customer: Fed) -> None:
    """A plain "name" beside a given name is the family name, and beside a family name the given one."""
    fields = customer.fields
    plain = fields.get("full_name")
    other = {"given_name": "family_name", "family_name": "given_name"}
    there = [part for part in other if part in fields]
    if plain and plain[0].concept == "name" and len(there) == 1:
        fields[other[there[0]]] = fields.pop("full_name")


def _spare(customer: Fed, found: Mapping[str, Fed]) -> None:
    """Takes out what belongs to another kind: the handle of one, the name of a product."""
    of_others = {"social_handle": ("handle",), "device": ("device",), "event": ("device", "full_name")}
    for kind in found.keys() & of_others.keys():
        for name in of_others[kind]:
            if name != "full_name" or not _is_told(found[kind]):
                customer.fields.pop(name, None)
    full = customer.fields.get("full_name")
    names = [found[kind].fields.get("name", ()) for kind in ("product", "event") if kind in found]
    taken = [it.column.name for several in names for it in several]
    if full and full[0].column.name in taken:
        del customer.fields["full_name"]


def _one_meaning(found: Mapping[str, Fed]) -> None:
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

"""What must be there, and what only it has, for rows to be of a kind."""

from __future__ import annotations

from ingest.ingestors import INGESTORS
from ingest.proposing.entries.fields.feeding import FedKind
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.states_of import are_states

SURE = 0.6
"""The score of columns from which they make a kind, or name its records."""

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
MOSTLY_ONCE, _COMES_AGAIN = 0.9, 0.5
"""Shares of rows with a value of their own from which on it tells rows, or below which it is one of few."""


def is_one(fed: FedKind, subject: str) -> bool:
    """Whether all that a kind needs is there, and something that only it has."""
    if fed.kind == "product" and not _are_named(fed):
        del fed.fields["name"]
    needed = {it.name for it in INGESTORS[fed.kind].fields if it.required} - {"source_id", "metric", "survey"}
    if is_asked(fed) or _is_sold(fed) or _is_rated(fed) or _goes_on(fed):
        needed -= {"number"}  # who did it when is one
    if not needed <= fed.fields.keys() or not (fed.has(*_SIGNS.get(fed.kind, needed)) or _are_ordered(fed)):
        return False
    if any(not it.column.texts or it.score < SURE for it in (fed.fields[name][0] for name in needed)):
        return False
    if "number" in fed.fields and _are_few_words(fed.fields["number"][0].column):
        return False
    match fed.kind:
        case "order" if fed.fields["ordered_at"][0].concept in _OF_OTHERS:
            return fed.has("total")
        case "social_handle":
            return fed.has("followers") or max(it.score for it in fed.fields["url"]) >= SURE
        case "device":
            return len(fed.fields.keys() - {"device", "at"}) > 1
    return not by_own_id(fed) or _is_so_called(fed, subject)


def _are_named(products: FedKind) -> bool:
    """Whether what is called a description may name products: each has another, or nothing says so."""
    named = products.fields.get("name")
    if not named or named[0].concept != "described" or not products.has("id") or products.has("price"):
        return True
    numbers = products.fields["id"][0].column.counts
    return len(named[0].column.counts) >= MOSTLY_ONCE * len(numbers)


def _are_few_words(column: Column) -> bool:
    """Whether values are words that come again and again: what is called a service numbers none.

    An order of several lines comes again too, and has a digit: `Nr. 7`.
    """
    numbered = any(letter.isdigit() for text in column.counts for letter in text)
    return (
        len(column.counts) < _COMES_AGAIN * len(column.texts) and not numbered and column.is_like("code") == 0
    )


def _is_so_called(fed: FedKind, subject: str) -> bool:
    """Whether there is more of a kind than a key that says not of what it is."""
    match fed.kind:
        case "order":
            return fed.has("total") or _are_ordered(fed) or subject == "order"
        case "ticket":
            own = [
                name
                for name, it in _SAYS_TICKET.items()
                if fed.has(name) and fed.fields[name][0].concept == it and fed.fields[name][0].score >= SURE
            ]
            return len(own) + fed.has("status") > 1
        case "contract":
            return fed.has("contract_type", "signed_at", "cancelled_at") or subject == "contract"
        case "order_line":
            return fed.has("quantity")
        case "product":
            return fed.has("brand", "price", "active", "category")
    return True


def is_asked(fed: FedKind) -> bool:
    """Whether a header is the question that a score answers."""
    return fed.kind == "survey_answer" and any("?" in it.column.name for it in fed.fields.get("score", ()))


def _is_rated(fed: FedKind) -> bool:
    """Whether headers say what somebody scored, and that the time is that of the answer or review."""
    if fed.kind != "survey_answer" or not {"score", "answered_at"} <= fed.fields.keys():
        return False
    score, answered = (fed.fields[name][0] for name in ("score", "answered_at"))
    told = answered.concept == "answered" or answered.subject in ("answer", "survey")
    return told and score.score >= SURE and bool(score.column.texts)


def _is_sold(fed: FedKind) -> bool:
    """Whether headers say when something was bought, and for how much."""
    if fed.kind != "order" or not {"ordered_at", "total"} <= fed.fields.keys():
        return False
    dated, total = (fed.fields[name][0] for name in ("ordered_at", "total"))
    if dated.concept == "paid":
        return True
    return all(it.subject == "order" or it.concept in ("ordered", "total") for it in (dated, total))


def _goes_on(fed: FedKind) -> bool:
    """Whether headers say when something began and ends, and its states are those of contracts."""
    if fed.kind != "contract" or not {"starts_at", "ends_at", "status"} <= fed.fields.keys():
        return False
    begins = fed.fields["starts_at"][0].concept == "starts"
    return begins and are_states(fed.fields["status"][0].column, "contract", "going on")


def _are_ordered(fed: FedKind) -> bool:
    """Whether a column has the dates of orders, or of their invoices, or when what is booked begins."""
    if fed.kind != "order" or "ordered_at" not in fed.fields:
        return False
    dated, number = fed.fields["ordered_at"][0], fed.fields.get("number")
    booked = number and number[0].concept == "order_id" and dated.concept == "starts"
    return dated.concept == "ordered" or dated.subject == "invoice" or bool(booked)


def by_own_id(fed: FedKind) -> bool:
    """Whether the key of a kind is a column that says not what it is the key of."""
    key = INGESTORS[fed.kind].key or ("order" if fed.kind == "order_line" else "")
    return key in fed.fields and fed.fields[key][0].concept == "own_id"

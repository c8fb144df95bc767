"""Long forms for values that are not written as a field takes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from graph.words.currencies import SIGNS, Elsewhere
from graph.words.given_names import are_given_names
from ingest.cleaning.numbers.currencies import the_only_one
from ingest.proposing.habits.file_habits import Habit
from ingest.proposing.habits.phones import lacks_plus
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.headers import senses_in_order
from ingest.proposing.meaning.meanings import Meaning

_LEAST_NAMES, _MOST_NAMES, _FEW_NAMES = 3, 0.5, 0.15
"""How many names tell their order at least, what share of a column, and what share of these may differ."""

_SCORE_ALONE, _SCORE = re.compile(r"\d+(?:[.,]\d+)?"), re.compile(r"\s*(\d+)(?![\d.,])")
_OBJECT = re.compile(r"(?:^|\.)object$")
_OF_STRIPE = {"charge", "payment_intent", "invoice", "price", "checkout.session", "balance_transaction"}
"""What Stripe says in `object` of those that have amounts."""

_OF_NO_COUNTRY = "X"
"""Begins codes of ISO 4217 that several countries share; others begin with the code of theirs."""

_AROUND_AMOUNT = re.compile(r"[\d\s.,'’()+−-]+")


def currency_of(amounts: Column) -> str:
    """The currency whose sign stands beside all amounts; empty where none does, or several do."""
    return the_only_one(_AROUND_AMOUNT.sub("", text) for text in amounts.counts)


def country_by_currency(amounts: Iterable[Column]) -> Habit | None:
    """The country where letters beside all amounts of a column are money, and short for something else in
    others: R of South Africa, KM of Bosnia. None where several countries have such a currency."""
    for column in amounts:
        signs = [SIGNS.get(_AROUND_AMOUNT.sub("", text).upper()) for text in column.counts]
        if signs and all(it and it.elsewhere is Elsewhere.NOTHING for it in signs):
            code = currency_of(column)
            if code and not code.startswith(_OF_NO_COUNTRY):
                return Habit(code[:2], 0.6, f'what stands beside "{column.name}" is money there')
    return None


def family_first(names: Column) -> str:
    """Why the family name is taken to come first in a column of names; empty where it is not.

    A header that says so is believed unless given names stand in front; without one, most of the names must
    have a given name of the lists behind.
    """
    parts = [words for text in names.counts if len(words := text.split()) > 1 and "," not in text]
    behind = sum(are_given_names(words[-1:]) and not are_given_names(words[:1]) for words in parts)
    in_front = sum(are_given_names(words[:1]) and not are_given_names(words[-1:]) for words in parts)
    senses = senses_in_order(names.name)
    if _comes_before("family name", ("given name", "name"), senses) and in_front <= behind:
        return "its header has the family name first"
    mostly = behind >= _MOST_NAMES * len(parts) and in_front <= _FEW_NAMES * behind
    least = 1 if _comes_before("name", ("given name",), senses) else _LEAST_NAMES
    return "most have a known given name behind" if mostly and behind >= least else ""


def _comes_before(first: str, later: Sequence[str], senses: Sequence[str]) -> bool:
    """Whether a sense stands in front, and one of some others behind it."""
    return senses[:1] == [first] and any(it in later for it in senses[1:])


def dialled(found: Sequence[Meaning]) -> Any:
    """The form that puts the plus sign in front of whole numbers that lack it; None where none does."""
    forms = [
        {"template": f"+{{{it.column.name}}}"} if lacks_plus(it.column) else it.column.name for it in found
    ]
    if all(isinstance(form, str) for form in forms):
        return None
    return forms[0] if len(forms) == 1 else forms


def number_in_front(column: Column) -> dict[str, str] | None:
    """The long form that reads `10 - Extremely likely` as 10; None where all values are numbers alone."""
    labelled = [text for text in column.counts if not _SCORE_ALONE.fullmatch(text)]
    told = labelled and all(_SCORE.match(text) for text in labelled)
    return {"column": column.name, "extract": f"^{_SCORE.pattern}"} if told else None


def counts_cents(columns: Iterable[Column], amounts: Column) -> bool:
    """Whether whole amounts are those of objects of Stripe, which count the smallest coins."""
    told = (column.counts for column in columns if _OBJECT.search(column.name))
    return amounts.is_like("whole") == 1 and any(counts and counts.keys() <= _OF_STRIPE for counts in told)

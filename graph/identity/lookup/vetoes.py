"""Vetoes in a look-up: what `evidence/vetoes.py` finds for a run, of one record and its neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from graph.identity.evidence.vetoes import (
    CONDITIONS,
    NUMBERS_FAR,
    TWO_ACCOUNTS,
    WHATEVER_DOCUMENT,
)
from graph.identity.lookup.sql_in_python import Row, python_function
from graph.identity.rules import Veto

Numbers = dict[str, set[str]]
"""Values of an identifier kind by where they come from: the issue of a document, the realm of an account."""


class Vetoes:
    """The vetoes in force; `exclusive` are the types of document of which a person has one number."""

    def __init__(self, vetoes: Collection[Veto], exclusive: Collection[str]) -> None:
        self._exclusive = frozenset(exclusive)
        self._documents = Veto.DOCUMENT in vetoes
        self._first, self._reasons = (
            [
                (str(veto), python_function(sql, "l", "r", "m", "n"))
                for veto, sql in conditions.items()
                if veto in vetoes
            ]
            for conditions in (WHATEVER_DOCUMENT, CONDITIONS)
        )
        self._numbers_far = python_function(NUMBERS_FAR.format(left="l.number", right="r.number"), "l", "r")
        self._two_accounts = python_function(TWO_ACCOUNTS, "l", "r", "a") if Veto.TWINS in vetoes else None

    def reason(self, left: Row, right: Row, names: Mapping[str, set[str]]) -> str | None:
        """Why two persons (with what they have `used`) must not be one; None if they may.

        `names` are those of `account_names`.
        """
        rows = left, right, _contacts(left), _contacts(right)
        if (first := _holding(self._first, rows)) is not None:
            return first
        same, different = self._compare_documents(_documents(left), _documents(right))
        if same:
            return None
        if different and self._documents:
            return str(Veto.DOCUMENT)
        if (reason := _holding(self._reasons, rows)) is not None:
            return reason
        if (
            self._two_accounts
            and self._two_accounts(left, right, {"apart": _apart(left, right, names)}) is True
        ):
            return str(Veto.TWINS)
        return None

    def _compare_documents(self, left: Numbers, right: Numbers) -> tuple[bool, bool]:
        """Whether two records share a document, and whether they have different ones of which one has one."""
        issues = [(one, other) for one in left for other in right if _comparable(one, other)]
        same = any(left[one] & right[other] for one, other in issues)
        different = any(
            one.split(":")[0] in self._exclusive
            and not left[one] & right[other]
            and self._numbers_far({"number": min(left[one])}, {"number": min(right[other])})
            for one, other in issues
        )
        return same, different


def _holding(reasons: Sequence[tuple[str, Callable[..., Any]]], rows: Sequence[Any]) -> str | None:
    """The first reason whose condition holds for rows."""
    return next((reason for reason, holds in reasons if holds(*rows) is True), None)


def _comparable(one: str, other: str) -> bool:
    """Whether documents of two issues (type:issuer) may be the same: issuers are equal, or one is unknown."""
    same_type = one.split(":")[0] == other.split(":")[0]
    return one == other or (same_type and (one.endswith(":") or other.endswith(":")))


def account_names(persons: Iterable[Row]) -> dict[str, set[str]]:
    """By account, the common given names under which these persons use it."""
    names: dict[str, set[str]] = defaultdict(set)
    for person in persons:
        if person["given_common"]:
            for value in _values(person, "account"):
                names[value].add(person["given"])
    return names


def _apart(left: Row, right: Row, names: Mapping[str, set[str]]) -> bool:
    """Whether two records have accounts of their own in a system, used under different common given names."""
    accounts = [_by_realm(_values(person, "account")) for person in (left, right)]
    realms = accounts[0].keys() & accounts[1].keys()
    if not realms or any(accounts[0][realm] & accounts[1][realm] for realm in realms):
        return False
    known = [{person["given"]} if person["given_common"] else set[str]() for person in (left, right)]
    for found, person in zip(known, (left, right), strict=True):
        for value in _values(person, "account"):
            found |= names.get(value, set())
    return all(known) and not known[0] & known[1]


def _values(person: Row, kind: str) -> list[str]:
    return [use["value"] for use in person["used"] or () if use["kind"] == kind]


def _contacts(person: Row) -> dict[str, list[str] | None]:
    """As `known_contacts` has them."""
    return {f"{kind}s": _values(person, kind) or None for kind in ("phone", "email", "account")}


def _documents(person: Row) -> Numbers:
    numbers: Numbers = defaultdict(set)
    for value in _values(person, "document"):
        issue, _, number = value.rpartition(":")
        numbers[issue].add(number)
    return numbers


def _by_realm(values: Iterable[str]) -> Numbers:
    realms: Numbers = defaultdict(set)
    for value in values:
        realms[value.split(":")[0]].add(value)
    return realms

"""What else persons are known by in a file: numbers of other systems, cookies, devices, social names."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from ingest.proposing.entries.fields.feeding import KEYS
from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.entries.keys.header_keys import is_of_an_account
from ingest.proposing.entries.keys.record_key import OF_A_PERSON, Key, goes_with
from ingest.proposing.entries.keys.values_of_keys import MANY, is_shared
from ingest.proposing.entries.rows import Rows
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import Meaning

_NETWORK = re.compile(
    r"instagram|insta|facebook|fb|twitter|tiktok|linkedin|youtube|xing|snapchat|pinterest|mastodon|telegram"
)
_SHORT = {"insta": "instagram", "fb": "facebook"}
_HOST = re.compile(r"(?i)https?://[^/]+")
_MOSTLY = 0.9
_KINDS = ("customer", "event", "order", "contract", "ticket")
_LOYALTY = "loyalty"
_ACCOUNT = "number by which other sources may know the person"


def add_identifiers(rows: Rows, kind: str, columns: FoundColumns, key: Key, kinds: Collection[str]) -> None:
    """Adds those of the person that `key` names, for kinds that take them, in a file of these kinds."""
    if kind not in _KINDS:
        return
    accounts = [
        (meaning, realm)
        for meaning in columns.best(*KEYS, "own_id")
        if (realm := _realm(meaning, kind, columns.source, key)) is not None
        if meaning.column.name in key.names or _tells_persons(meaning, columns, key, kinds)
    ]
    if kind == "customer" and "account" not in kinds:
        accounts += [(it, _LOYALTY) for it in columns.best("card_id") if _is_of_each(it.column, columns, key)]
    if accounts:
        _add_accounts(rows, accounts)
    for meaning in columns.best("cookie_id")[:1]:
        form = {"column": meaning.column.name, "domain": _domain(columns)}
        rows.add("cookie", [meaning], form, why=f"{meaning.why}; write the domain of your site")
    if kind == "event" and (device := columns.best("device_id")):
        rows.add("device", device[:1])
    _add_contacts(rows, columns)


def _add_contacts(rows: Rows, columns: FoundColumns) -> None:
    """Adds keys that are addresses or phone numbers as such, where no other column has these."""
    for concept, look in (("email", "email"), ("phone", "international phone")):
        found = [it for it in columns.best(*KEYS) if it.column.texts and it.column.is_like(look) > _MOSTLY]
        if found and not columns.best(concept):
            rows.add(concept, found[:1], why=f'"{found[0].column.name}" has them')


def add_addresses_of_referral(rows: Rows, columns: FoundColumns) -> None:
    """Adds the e-mail addresses of who referred and who was referred, the keys among them, apart from each
    other: they are two people."""
    for concept, field in (("referrer_id", "email"), ("referred_id", "referred_email")):
        found = [it for it in columns.best(concept) if it.column.is_like("email") > _MOSTLY]
        if found:
            rows.add(field, found[:1])


def _is_of_each(column: Column, columns: FoundColumns, key: Key) -> bool:
    """Whether a column has the number of a card of each person, beside their key."""
    return bool(column.texts) and column.name not in key.names and not is_shared(column, columns)


def _tells_persons(meaning: Meaning, columns: FoundColumns, key: Key, kinds: Collection[str]) -> bool:
    """Whether a column has a number of each person, not one of their firm, shop, order or group."""
    column = meaning.column
    if not column.texts or (meaning.concept == "company_id" and _names_persons(columns)):
        return False
    if meaning.concept == "own_id":
        return column.unique if set(kinds) <= set(OF_A_PERSON) else goes_with(column, key)
    if is_of_an_account(meaning) and not (column.unique and len(column.texts) >= MANY):
        return False
    return "customer" not in kinds or not is_shared(column, columns)


def _names_persons(columns: FoundColumns) -> bool:
    return bool(columns.best("given_name", "family_name", "full_name", "person_id"))


def _realm(meaning: Meaning, kind: str, source: str, key: Key) -> str | None:
    """The system whose number a column holds, empty where it is not told; None where it holds no account."""
    told = said(meaning.column.name)
    if meaning.column.name in key.names:
        own = kind == "customer" and told.senses.keys() & {"customer", "account"}
        return source if own else None
    systems = [word for word in told.strange if len(word) > 1]
    if meaning.concept in KEYS or systems:
        return systems[0] if systems else ""
    return None


def _add_accounts(rows: Rows, accounts: list[tuple[Meaning, str]]) -> None:
    forms: list[dict[str, Any]] = [
        {"column": meaning.column.name} | ({"realm": realm} if realm else {}) for meaning, realm in accounts
    ]
    unsure = any(not realm for _, realm in accounts)
    why = f"{_ACCOUNT}; add the `realm` of the system that gives it out" if unsure else _ACCOUNT
    value = forms[0] if len(forms) == 1 else forms
    rows.add("account", [meaning for meaning, _ in accounts], value, 0.8 if unsure else 0.95, why)


def _in_addresses(found: Meaning) -> re.Match[str] | None:
    """The network that the addresses of profiles are of; None where they are of none, or of several."""
    hosts = {host[0]: host for it in found.column.counts if (host := _HOST.match(it))}
    return _NETWORK.search(next(iter(hosts))) if len(hosts) == 1 else None


def _domain(columns: FoundColumns) -> str:
    """The site of the addresses in the file."""
    texts = (text for it in columns.best("url", "page") for text in it.column.counts)
    hosts = (re.match(r"https?://(?:www\.)?([^/:?#]+)", text) for text in texts)
    return next((found[1] for found in hosts if found), "example.com")


def add_handle(rows: Rows, found: Meaning, columns: FoundColumns) -> None:
    """Adds a name in a social network, where a header or another column says in which one."""
    named = _NETWORK.search(found.column.name.lower()) or _in_addresses(found)
    networks = columns.best("network")
    if named:
        network = _SHORT.get(named[0], named[0])
        rows.add("handle", [found], {"column": found.column.name, "network": network})
    elif networks:
        form = {"column": found.column.name, "network": {"column": networks[0].column.name}}
        rows.add("handle", [found, networks[0]], form, why=found.why)

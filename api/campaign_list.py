"""The list of a campaign: who is in a segment, consents to a purpose on a channel, and can be reached there.

It is what the list of customers in GraphQL answers to the same filter for who has the role `pii`.
"""

from __future__ import annotations

import asyncio
import csv
import getpass
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet
from strawberry.utils.str_converters import to_camel_case

from api.endpoint import limits_of
from api.gql.compile.fields.objects import Objects
from api.gql.kinds.special import consent_parameters
from api.gql.pages.cursors import Cursors
from api.gql.resolving.context import Context, SharedContext
from api.gql.resolving.loaders import Loaders
from api.gql.schema import build_schema, take_declared
from cypher import load
from graph.errors import CkgError, SettingsError
from graph.files.disk import writing
from graph.files.formulas import guarded
from graph.files.whole_file import whole_file
from graph.nearest import did_you_mean
from graph.policy.principals import Principal, Role
from graph.settings import Settings
from graph.store_async import AsyncStore
from graph.words.channels import ANY, channel_of

FORMATS = (".csv", ".parquet")
LOG = "exports.jsonl"
"""File of the home that tells which lists were written, when, by whom and for what."""
_SAID = ("title", "given_name", "family_name", "full_name", "organization_name", "gender", "language")
_ADDRESSES = {
    "email": ("email",),
    "phone": ("phone",),
    "sms": ("phone",),
    "whatsapp": ("phone",),
    "post": ("street", "house_number", "postal_code", "city", "country", "address_text"),
}
"""By channel what somebody is reached by."""
_ENOUGH = frozenset({"email", "phone", "street", "address_text"})
"""What lets somebody be reached: who has none of it is left out."""
_PAGE = """
query ($filter: CustomerFilter!, $first: Int!, $after: String) {
  customers(filter: $filter, first: $first, after: $after, orderBy: ID) {
    nodes { id %s } pageInfo { hasNextPage endCursor }
  }
}"""
_COUNT = "query ($filter: CustomerFilter!) { customers(filter: $filter) { totalCount } }"
_CONSENTS = "query ($channel: String!) { consents(filter: {channel: {eq: $channel}}) { totalCount } }"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Campaign:
    """Whom a list is of: members of a segment who consent to a purpose on a channel."""

    segment: str
    purpose: str
    channel: str


@dataclass(frozen=True, slots=True)
class CampaignListCounts:
    """How many customers are in a list, and how many members of the segment are not: who does not consent,
    has no address on the channel, one for which somebody else who uses it denies, or one that stands there
    already."""

    customers: int
    without_consent: int
    without_address: int
    denied_by_others: int
    repeated: int


@dataclass(frozen=True, slots=True)
class _Members:
    """How many the segment has, those who consent, and which of their addresses others do not consent for."""

    count: int
    consenting: Sequence[Row]
    denied: frozenset[str]


def export_list(settings: Settings, campaign: Campaign, target: Path) -> CampaignListCounts:
    """Write the list of a campaign to a .csv or .parquet file, which is for its owner alone, and note in the
    home that it was written.

    The file appears whole or not at all. Raises SettingsError without a file of segments, CkgError where
    there is no such segment or channel, or the ending is another one, StoreError.
    """
    if target.suffix not in FORMATS:
        raise CkgError(f"{target} has no known ending.", "Name a file that ends in .csv or .parquet.")
    if settings.segments is None:
        raise SettingsError("There is no file of segments.", "Name one with CKG_SEGMENTS; docs/graphql.md.")
    rows, exported = _chosen(campaign, asyncio.run(_read(settings, campaign)))
    with whole_file(target) as draft:
        draft.touch(mode=0o600)
        (_write_csv if target.suffix == ".csv" else _write_parquet)(draft, rows, _columns(campaign))
        _note(settings.home, campaign, exported, target)  # first: no list without its line
    return exported


async def _read(settings: Settings, campaign: Campaign) -> _Members:
    schema = build_schema(limits_of(settings), Cursors.of(settings.home))
    take_declared(schema, settings)
    member = {"segment": campaign.segment}
    consent = {"purpose": campaign.purpose, "channel": campaign.channel}
    given: Row = {"filter": member | {"hasConsent": consent}, "first": settings.graphql_page, "after": None}
    page = _PAGE % " ".join(to_camel_case(name) for name in _columns(campaign)[1:])
    found, denied = list[Row](), set[str]()
    async with await AsyncStore.open(settings) as store:
        shared, loaders = SharedContext(limits_of(settings), settings), Loaders(store, Objects(schema))
        context = Context(Principal.of(getpass.getuser(), (Role.READ, Role.PII)), store, loaders, shared)

        async def ask(query: str, variables: Row) -> Row:
            result = await schema.execute(query, variables, context.for_operation())
            if result.errors:
                raise CkgError(result.errors[0].message, "docs/graphql.md tells of segments and consent.")
            [answer] = (result.data or {}).values()
            return dict(answer)

        channel = channel_of(campaign.channel)
        known = channel in (ANY, *_ADDRESSES) or (await ask(_CONSENTS, {"channel": channel}))["totalCount"]
        if not known:
            raise _unknown(campaign.channel)
        members: int = (await ask(_COUNT, {"filter": member}))["totalCount"]
        while True:
            answer = await ask(page, given)
            found += answer["nodes"]
            denied |= await _denied(store, campaign, answer["nodes"])
            if not answer["pageInfo"]["hasNextPage"]:
                return _Members(members, found, frozenset(denied))
            given["after"] = answer["pageInfo"]["endCursor"]


async def _denied(store: AsyncStore, campaign: Campaign, page: Sequence[Row]) -> set[str]:
    """The addresses of a page for which somebody denies. A letter has a name on it; what is sent to a number
    or an e-mail address comes to all who use it."""
    addresses = _addresses(campaign)
    if len(addresses) != 1:
        return set()
    values = [row[addresses[0]] for row in page if row[addresses[0]]]
    asked = consent_parameters({"purpose": campaign.purpose, "channel": campaign.channel})
    rows = await store.run(load("read/denied_addresses"), values=values, **asked)
    return {row["value"] for row in rows}


def _unknown(channel: str) -> CkgError:
    """Who consents to any channel consents to a misspelt one, too, so all of them would be listed."""
    known = did_you_mean(channel_of(channel), _ADDRESSES, f"There are {', '.join(_ADDRESSES)}.")
    return CkgError(f"No consent names the channel {channel}.", f"{known} `{ANY}` is for all of them.")


def _chosen(campaign: Campaign, members: _Members) -> tuple[list[Row], CampaignListCounts]:
    """The customers who can be reached, each e-mail address and number once."""
    consenting = members.consenting
    every = [{name: each[to_camel_case(name)] for name in _columns(campaign)} for each in consenting]
    addresses = _addresses(campaign)
    reached = [row for row in every if not addresses or any(row[name] for name in _ENOUGH & row.keys())]
    allowed = [row for row in reached if members.denied.isdisjoint(row[name] for name in addresses)]
    rows = allowed
    if len(addresses) == 1:  # which all who use it read
        first = {row[addresses[0]]: row for row in reversed(allowed)}
        rows = [*reversed(first.values())]
    kept = members.count, len(every), len(reached), len(allowed), len(rows)
    return rows, CampaignListCounts(len(rows), *(before - after for before, after in pairwise(kept)))


def _columns(campaign: Campaign) -> tuple[str, ...]:
    return ("id", *_SAID, *_addresses(campaign))


def _addresses(campaign: Campaign) -> tuple[str, ...]:
    return _ADDRESSES.get(channel_of(campaign.channel), ())


def _write_csv(path: Path, rows: Sequence[Row], columns: Sequence[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns)
        writer.writeheader()
        for row in rows:
            # a number that begins with + is no formula, and no number with anything before it
            told = {name: value if name == "phone" else guarded(value) for name, value in row.items()}
            writer.writerow(told)


def _write_parquet(path: Path, rows: Sequence[Row], columns: Sequence[str]) -> None:
    schema = pa.schema([(name, pa.string()) for name in columns])
    pyarrow.parquet.write_table(pa.Table.from_pylist(list(rows), schema=schema), path)


def _note(home: Path, campaign: Campaign, exported: CampaignListCounts, target: Path) -> None:
    """Adds a line to the list of exports; nothing in it is of the customers."""
    told = {"at": datetime.now(UTC).isoformat(), "by": getpass.getuser(), "file": str(target)}
    line = orjson.dumps({**told, **asdict(campaign), **asdict(exported)}) + b"\n"
    with writing(home / LOG):
        descriptor = os.open(home / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "ab") as out:
            out.write(line)

"""A customer by what people know of them, written as people write it."""

import asyncio
from collections.abc import Mapping, Sequence

import strawberry

from api.gql.errors import bad_input
from api.gql.resolving.context import Context, Info
from api.gql.types.customer import Customer
from graph.entries import Identifier
from graph.model.links import RECORD
from ingest.asked.identifiers import read_anything, read_identifier
from ingest.cleaning.base import InvalidValue
from ingest.cleaning.countries import country_code


@strawberry.input(
    one_of=True, description="One thing that a customer is known by, written as people write it."
)
class CustomerBy:
    """Exactly one member is given. What names no realm, network … is looked for in all that there are."""

    id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Customer id; a retired one finds who took its place"
    )
    record: str | None = strawberry.field(
        default=strawberry.UNSET, description="A source's record, by its key: `crm:4711`"
    )
    email: str | None = strawberry.field(
        default=strawberry.UNSET, description="E-mail address: `Mary@X.example`, `Mary <mary@x.example>`"
    )
    phone: str | None = strawberry.field(
        default=strawberry.UNSET, description="Phone number: `030-0074321`, `+49 30 0074321`"
    )
    account: str | None = strawberry.field(
        default=strawberry.UNSET, description="Login, customer or loyalty number: `4711`, `shop:4711`"
    )
    handle: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Name in a social network: `@mary`, `instagram:mary`, `https://www.instagram.com/mary`",
    )
    cookie: str | None = strawberry.field(
        default=strawberry.UNSET, description="Cookie, with or without its site: `shop.example:GA1.2.33`"
    )
    device: str | None = strawberry.field(default=strawberry.UNSET, description="Device id")
    document: str | None = strawberry.field(
        default=strawberry.UNSET, description="Document number: `C01X00T47`, `passport:DE:C01X00T47`"
    )
    text: str | None = strawberry.field(
        default=strawberry.UNSET, description="Any of these, where it is not known which"
    )


async def customer_by(info: Info, by: CustomerBy, country: str | None) -> Customer | None:
    """The customer whom the given member of `by` names; null when there is none."""
    [(kind, text)] = [(name, value) for name, value in vars(by).items() if isinstance(value, str)]
    if kind == "id":
        return await info.context.loaders.customer(text)
    if kind == "record":
        return await _owner_of_record(info, text)
    areas = (
        await info.context.areas.of(info.context.store) if kind not in ("email", "phone", "device") else {}
    )
    meant = _meant(kind, text, country_of(info.context, country), areas)
    users = info.context.loaders.customers_by_identifiers
    pairs = await asyncio.gather(
        *(users(each, [one.value for one in values]) for each, values in meant.items())
    )
    found = (_owner(each, meant[each], used) for each, used in zip(meant, pairs, strict=True))
    owner = next((each for each in found if each is not None), None)
    if owner is None and kind == "text":
        return await info.context.loaders.customer(text.strip())
    return await info.context.loaders.customer(owner) if owner else None


async def _owner_of_record(info: Info, text: str) -> Customer | None:
    source, separator, key = (part.strip() for part in text.partition(":"))
    if not (source and separator and key):
        raise bad_input("customer(by: record) is written with its source, `crm:4711`.")
    record = await info.context.loaders.by_key(RECORD, (source, key))
    return await info.context.loaders.owner(record) if record else None


def country_of(context: Context, country: str | None) -> str:
    """The country that an argument names, else the company's; raises RequestError for what is none."""
    if country is None:
        return context.settings.country
    try:
        return country_code(country)
    except InvalidValue as reason:
        raise bad_input(f"country {reason}: give its name or its code, `DE`.") from reason


def _meant(
    kind: str, text: str, country: str, areas: Mapping[str, Sequence[str]]
) -> dict[str, tuple[Identifier, ...]]:
    try:
        if kind == "text":
            return read_anything(text, country, areas)
        return {kind: read_identifier(kind, text, country, areas.get(kind, ()))}
    except InvalidValue as reason:
        raise bad_input(f"customer(by: {kind}) {reason}.") from reason


def _owner(kind: str, meant: Sequence[Identifier], users: Sequence[tuple[str, str]]) -> str | None:
    """Of the `users` of identifiers the one who is meant; raises RequestError where each area has another."""
    last = dict(reversed(users))
    by_area: dict[str, str] = {}
    for value in (each.value for each in meant if each.value in last):
        by_area.setdefault(value.rpartition(":")[0], last[value])
    if len(set(by_area.values())) > 1:
        areas = ", ".join(sorted(by_area))
        raise bad_input(f"customer(by: {kind}) is somebody else in each of {areas}: write which, `area:…`.")
    return next(iter(by_area.values()), None)

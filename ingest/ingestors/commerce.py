"""Products, orders with their lines, contracts and tickets."""

from collections.abc import Iterable
from typing import Any

from graph.entries import EdgeItem, Entry, Event, NodeItem, Origin
from graph.words.currencies import UNKNOWN_CURRENCY
from ingest.cleaning.numbers.currencies import Currency
from ingest.cleaning.numbers.money import Amount, Priced, PricedAmount, PricedBlank, Quantity
from ingest.cleaning.texts import Key, Position
from ingest.cleaning.words import ContractStatus, Sentiment, TicketStatus
from ingest.ingestors.common import (
    PERSON,
    PERSON_IF_KNOWN,
    ThingId,
    about_person,
    number_of,
    thing_field,
    with_node,
)
from ingest.ingestors.fields import (
    CleanRow,
    Field,
    Ingestor,
    InvalidRow,
    Period,
    edge_fields,
    key_field,
    node_fields,
    time_field,
)

_PRODUCT = "name category brand price currency active"
_ORDER = "number ordered_at status total currency channel"
_CONTRACT = "number contract_type status signed_at starts_at ends_at cancelled_at monthly_fee currency"
_TICKET = "number subject category channel priority status opened_at closed_at sentiment"


def _product(row: CleanRow) -> list[Entry]:
    id_ = row.get("id")
    properties = _with_currency(row, row.only(_PRODUCT.split()), row.get("price"))
    node = NodeItem("Product", (id_,), {"number": number_of(id_), **properties})
    return [
        Event("product", _key_of_product(row), row.source, None, row.get("at"), row.origin, nodes=(node,))
    ]


def _key_of_product(row: CleanRow) -> str:
    return f"{row.source}:{number_of(row.get('id'))}"


def _order(row: CleanRow) -> list[Entry]:
    id_, at = row.id_of("order"), row.get("ordered_at")
    properties = row.only(_ORDER.split())
    properties = _with_currency(row, properties, row.get("total"), row.get("line_total"))
    node = NodeItem("Order", (id_,), properties)
    if row.get("source_id") is None:
        order = Event("order", id_, row.source, None, at, row.origin, nodes=(node,))
    else:
        order = with_node(about_person(row, "order", id_, at), node, "PLACED", {"at": at})
    amount = row.get("line_total")
    if amount is None:
        return [order]
    return [order, amount_of_line(row.source, id_, _bare(amount), row.origin, properties.get("currency"))]


def _with_currency(row: CleanRow, properties: dict[str, Any], *amounts: float | None) -> dict[str, Any]:
    """The properties with the currency that the row states, or that stands beside an amount; that of no
    currency where it is not understood, so that no sum takes it for the company's own.

    Raises InvalidRow where two currencies are stated.
    """
    beside = [it for it in amounts if isinstance(it, Priced | PricedBlank)]
    currency = properties.get("currency")
    may_be = _agreed(beside, currency)
    if "currency" in row.refused:
        currency = UNKNOWN_CURRENCY
    elif currency is None and beside:
        currency = next((it.currency for it in beside if it.currency in may_be), UNKNOWN_CURRENCY)
    bare = {name: _bare(value) for name, value in properties.items()}
    return {**bare, "currency": currency} if currency else bare


def _agreed(beside: Iterable[Priced | PricedBlank], stated: str | None) -> frozenset[str]:
    """The currencies that the row may mean by what it states and by all signs beside its amounts; raises
    InvalidRow where there are none."""
    agreed = frozenset((stated,)) if stated else frozenset()
    for priced in beside:
        may_be = priced.may_be & agreed if agreed else priced.may_be
        if priced.may_be and not may_be:
            other = priced.currency if len(priced.may_be) == 1 else priced.sign
            reason = f"is another than that beside the amount, {other}"
            raise InvalidRow("currency", stated or "", reason if stated else "differs between the amounts")
        agreed = may_be or agreed
    return agreed


def _bare(value: Any) -> Any:
    """The value, an amount without its currency."""
    return value.amount if isinstance(value, Priced | PricedBlank) else value


def amount_of_line(source: str, order: str, amount: float, origin: Origin, currency: str | None) -> Event:
    """What a line of an order amounts to, in a currency if that is known; nothing else of it is."""
    node = NodeItem("Order", (order,), {"amount": amount, **({"currency": currency} if currency else {})})
    return Event("order_line", f"{order}:amount", source, None, None, origin, nodes=(node,))


def _order_status(row: CleanRow) -> list[Entry]:
    id_ = row.get("order")
    node = NodeItem("Order", (id_,), {"number": number_of(id_), "status": row.get("status")})
    return [Event("order_status", id_, row.source, None, row.get("at"), row.origin, nodes=(node,))]


def _refund(row: CleanRow) -> list[Entry]:
    id_ = row.get("order")
    node = NodeItem("Order", (id_,), {"amount": row.get("amount")})
    key = f"{id_}:{row.get('number') or ''}"
    return [Event("refund", key, row.source, None, row.get("at"), row.origin, nodes=(node,))]


def _order_line(row: CleanRow) -> list[Entry]:
    order, product = row.get("order"), row.get("product")
    line = row.get("line") or (str(row.index) if row.index else number_of(product))
    quantity = row.get("quantity")
    if quantity is None and "quantity" not in row.refused:
        quantity = 1
    amounts = _with_currency(
        row, row.only(("price", "total", "currency")), row.get("price"), row.get("total")
    )
    currency = amounts.pop("currency", None)
    properties = {"line": line, **({} if quantity is None else {"quantity": quantity}), **amounts}
    edge = EdgeItem("CONTAINS", ("Order", (order,)), ("Product", (product,)), properties)
    nodes = (NodeItem("Order", (order,), {"currency": currency}),) if currency else ()
    return [
        Event("order_line", f"{order}:{line}", row.source, None, None, row.origin, nodes=nodes, edges=(edge,))
    ]


def _contract(row: CleanRow) -> list[Entry]:
    id_, start = row.id_of("contract"), row.get("starts_at")
    end = row.get("ends_at") or row.get("cancelled_at")
    node = NodeItem(
        "Contract", (id_,), _with_currency(row, row.only(_CONTRACT.split()), row.get("monthly_fee"))
    )
    covers = [EdgeItem("COVERS", (node.label, node.key), ("Product", (it,))) for it in row.all("product")]
    event = about_person(row, "contract", id_, row.get("signed_at") or start)
    return [with_node(event, node, "SIGNED", {"valid_from": start, "valid_to": end}, *covers)]


def _ticket(row: CleanRow) -> list[Entry]:
    id_, at = row.id_of("ticket"), row.get("opened_at")
    node = NodeItem("Ticket", (id_,), row.only(_TICKET.split()))
    targets = [("Product", (it,)) for it in row.all("product")]
    if row.get("order"):
        targets.append(("Order", (row.get("order"),)))
    about = [EdgeItem("ABOUT", (node.label, node.key), target) for target in targets]
    return [with_node(about_person(row, "ticket", id_, at), node, "OPENED", {"at": at}, *about)]


PRODUCT = Ingestor(
    "product",
    "Something the company sells",
    (
        *node_fields(
            "Product", f"id* {_PRODUCT}", id=ThingId("product"), price=PricedAmount(), currency=Currency()
        ),
        time_field("at", "When the source stated this"),
    ),
    _product,
    _key_of_product,
    by_value=("currency",),
    by_refusal=("currency",),
)
ORDER = Ingestor(
    "order",
    "An order; its lines are of kind order_line",
    (
        *PERSON_IF_KNOWN,
        *node_fields(
            "Order",
            "number* ordered_at* status total currency channel",
            number=Key(),
            total=PricedAmount(),
            currency=Currency(),
        ),
        Field("line_total", PricedAmount(), "Amount of the row, in files with a row for each line item"),
    ),
    _order,
    lambda row: row.id_of("order"),
    by_value=("currency",),
    by_refusal=("currency",),
)
ORDER_LINE = Ingestor(
    "order_line",
    "One article of an order",
    (
        thing_field("order", "order", "Number of the order", required=True),
        thing_field("product", "product", "Article number", required=True),
        *edge_fields(
            "CONTAINS",
            "line quantity price total",
            line=Position(),
            quantity=Quantity(),
            price=PricedAmount(),
            total=PricedAmount(),
        ),
        Field("currency", Currency(), "That of price and total; counts where the order states none"),
    ),
    _order_line,
    by_value=("currency",),
    by_refusal=("currency", "quantity"),
)
ORDER_STATUS = Ingestor(
    "order_status",
    "A state of an order, told apart from it",
    (
        thing_field("order", "order", "Number of the order", required=True),
        *node_fields("Order", "status*"),
        time_field("at", "Since when it is in this state", required=True),
    ),
    _order_status,
)
REFUND = Ingestor(
    "refund",
    "What was paid back of an order",
    (
        thing_field("order", "order", "Number of the order", required=True),
        Field("amount", Amount(), "How much, whatever its sign, in the currency of the order", required=True),
        key_field("number", "What tells it from other refunds of the order"),
        time_field("at", "When it was paid back"),
    ),
    _refund,
)
CONTRACT = Ingestor(
    "contract",
    "A contract or subscription",
    (
        *PERSON,
        *node_fields(
            "Contract",
            "number* starts_at* contract_type status signed_at ends_at cancelled_at monthly_fee currency",
            number=Key(),
            status=ContractStatus(),
            monthly_fee=PricedAmount(),
            currency=Currency(),
        ),
        thing_field("product", "product", "Article that the contract is for", several=True),
    ),
    _contract,
    lambda row: row.id_of("contract"),
    periods=(Period("starts_at", ("ends_at", "cancelled_at"), "lies before the start of the contract"),),
    by_value=("currency",),
    by_refusal=("currency",),
)
TICKET = Ingestor(
    "ticket",
    "A service case",
    (
        *PERSON,
        *node_fields(
            "Ticket",
            "number* opened_at* subject category channel priority status closed_at sentiment",
            number=Key(),
            status=TicketStatus(),
            sentiment=Sentiment(),
        ),
        thing_field("product", "product", "Article that it is about", several=True),
        thing_field("order", "order", "Number of the order that it is about"),
    ),
    _ticket,
    lambda row: row.id_of("ticket"),
)

"""`ckg insight offers`: what to offer next, to whom, and why."""

from typing import Annotated, Any

import typer
from rich.table import Table

import cypher
from api.cli.finding.naming import HELP, customer_named
from api.cli.terminal.console import out, print_json
from api.cli.terminal.options import AsJson, First
from graph.analytics.reading import read_scores
from graph.settings import load_settings
from graph.store import Store

OfCustomer = Annotated[
    str | None,
    typer.Option("--customer", metavar="CUSTOMER", help=f"What to offer to whom, and why. {HELP}"),
]


def offers(customer: OfCustomer = None, first: First = 10, as_json: AsJson = False) -> None:
    """What to offer next: to one customer, with the reasons, or the products that most are offered."""
    settings = load_settings()
    id_ = customer_named(settings, customer) if customer else None
    with Store.open(settings) as store:
        rows = _of_customer(store, id_) if id_ else _of_all(store, first)
    if as_json:
        print_json(rows)
    elif not rows:
        out.print("There is nothing to offer; `ckg insight summary` says what offers are made from.")
    else:
        out.print(_reasoned(rows) if customer else _counted(rows))


def _of_customer(store: Store, id_: str) -> list[dict[str, Any]]:
    read_scores(store, id_)
    return store.run(cypher.load("read/customer_offers"), id=id_)


def _of_all(store: Store, first: int) -> list[dict[str, Any]]:
    return store.run(cypher.load("read/most_offered"), first=first)


def _reasoned(rows: list[dict[str, Any]]) -> Table:
    table = Table("", "product", "category", "score", "because", box=None)
    for row in rows:
        name, category = row["name"] or row["product"], row["category"] or "–"
        table.add_row(str(row["rank"]), name, category, f"{row['score']:.3f}", row["reason"])
    return table


def _counted(rows: list[dict[str, Any]]) -> Table:
    table = Table("product", "category", "customers", "of them first of all", box=None)
    for row in rows:
        name, category = row["name"] or row["product"], row["category"] or "–"
        table.add_row(name, category, f"{row['customers']:,}", f"{row['first_of_all']:,}")
    return table


def print_offers(said: dict[str, Any]) -> None:
    """What offers were made from, for the summary."""
    found = ", ".join(f"{name} {hits['ndcg']:.3f}" for name, hits in said["measured"].items())
    how = f"by {said['model']}, best of {found} (NDCG@10)" if found else f"what is popular: {said['lacks']}"
    out.print(
        f"offers to {said['offered']:,} of {said['customers']:,} customers who bought or looked at products,"
        f" {how}; {said['forbidden']:,} do not allow it, {said['paused']:,} wait for an answer",
        markup=False,
    )

"""`ckg network …`: referral trees, advocates, communities, seeds, pictures and exports."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

import cypher
from api.cli.finding.naming import HELP, customer_named
from api.cli.terminal.console import out, print_json
from api.cli.terminal.options import AsJson, First
from graph.analytics.networks.pictures import communities_svg, tree_svg
from graph.analytics.networks.referral_tree import ReferralTree
from graph.analytics.reading import export_graph, no_such_customer, read_run, read_tree, seeds_report
from graph.files.whole_file import whole_file
from graph.settings import load_settings
from graph.store import Store

network = typer.Typer(
    help="Who brought whom, and what grew from it: advocates, communities, seeds.", no_args_is_help=True
)
Picture = Annotated[Path | None, typer.Option(help="Also draw it, to this .svg file.")]
_SHOWN = 5_000
"""Customers of a tree that are read at most."""

_INFLUENCE = (1, 2, 3)
"""Steps within which it is told how many a campaign reaches."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    network.command("summary")(summary)
    network.command("tree")(tree)
    network.command("advocates")(advocates)
    network.command("communities")(communities)
    network.command("seeds")(seeds)
    network.command("export")(export)
    app.add_typer(network, name="network")


def summary(as_json: AsJson = False) -> None:
    """What is said of the whole network: referrals that count and not, cascades, K-factors, conversion."""
    with Store.open(load_settings()) as store:
        run = read_run(store)
    if as_json:
        print_json(run)
        return
    report = run["report"]
    out.print(f"as of {run['as_of']}, run {run['run']}, version {run['version']}", markup=False)
    out.print("referrals: " + ", ".join(f"{n:,} {name}" for name, n in report["standings"].items() if n))
    shown = {name: value for name, value in report["cascades"].items() if name != "largest"}
    out.print(
        "cascades: " + ", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in shown.items())
    )
    for by in ("all", "channel", "campaign", "month"):
        _print_k_factors(by, [row for row in report["k_factors"][by] if row["mature"]])
    for by, rows in report["conversion"].items():
        _print_conversion(by, rows)


def _print_k_factors(by: str, rows: list[dict[str, Any]]) -> None:
    table = Table("mature cohorts" if by == "all" else by, "customers", "brought", "K", box=None)
    for row in rows:
        k = "" if row["k"] is None else f"{row['k']:.4f}"
        table.add_row(row["name"] or "–", f"{row['customers']:,}", f"{row['brought']:,}", k)
    if rows:
        out.print(table)


def _print_conversion(by: str, rows: list[dict[str, Any]]) -> None:
    title = "accepted referrals" if by == "all" else by
    table = Table(title, "brought", "bought", "median days", "nine of ten within", box=None)
    for row in rows:
        days = ("" if row[name] is None else f"{row[name]:.1f}" for name in ("median_days", "p90_days"))
        table.add_row(row["name"] or "–", f"{row['accepted']:,}", f"{row['converted']:,}", *days)
    if rows:
        out.print(table)


def tree(
    customer: Annotated[str, typer.Argument(help=f"Who is at the root. {HELP}")],
    svg: Picture = None,
    as_json: AsJson = False,
) -> None:
    """Everybody whom a customer brought, directly or over others, level by level."""
    settings = load_settings()
    customer = customer_named(settings, customer)
    with Store.open(settings) as store:
        found = read_tree(store, customer, _SHOWN)
        if found is None:
            raise no_such_customer(customer)
        p = read_run(store)["report"]["seeds"]["probability"]
    _write(svg, tree_svg(found))
    if as_json:
        print_json(_as_object(found))
        return
    shape = found.shape()
    out.print(
        f"{shape.size - 1:,} customers below {found.root}, depth {shape.depth}, width {shape.width},"
        f" structural virality {shape.structural_virality:.3f}",
        markup=False,
    )
    table = Table("level", "customers", "ordered", f"revenue {found.currency or ''}", box=None)
    for each in found.levels():
        further = "".join(f" + {amount:,.2f} {name}" for name, amount in each.left_out.items())
        counts = (str(each.level), f"{each.customers:,}", f"{each.converted:,}")
        table.add_row(*counts, f"{each.revenue:,.2f}{further}")
    out.print(table)
    reached = ", ".join(f"{found.influence(p, steps):,.1f} within {steps}" for steps in _INFLUENCE)
    out.print(f"a campaign from here is expected to reach {reached} steps, where each goes on with {p:.4f}")
    out.print(f"not counted: claims {len(found.claims):,}, self-referrals {found.self_referrals:,}")
    if not found.complete:
        out.print(f"The tree is larger: {found.reach:,} customers; the first {_SHOWN:,} are shown.")


def _as_object(found: ReferralTree) -> dict[str, Any]:
    facts = asdict(found)
    facts |= {"shape": asdict(found.shape()), "levels": [asdict(level) for level in found.levels()]}
    return facts | {"median_days_to_conversion": found.days_to_conversion()}


def advocates(first: First = 10, as_json: AsJson = False) -> None:
    """The strongest advocates, who may become one, and who is at risk of leaving."""
    with Store.open(load_settings()) as store:
        strongest = store.run(cypher.load("read/advocates"), by="advocacy", first=first)
        lists = {
            "may become one": store.run(cypher.load("read/potential_advocates"), first=first),
            "at risk of leaving": store.run(cypher.load("read/advocates_at_risk"), first=first),
        }
    if as_json:
        print_json({"strongest": strongest, **{name.replace(" ", "_"): rows for name, rows in lists.items()}})
        return
    table = Table("advocate", "brought", "reach", "depth", "revenue", box=None)
    for row in strongest:
        counts = (f"{row[name]:,}" for name in ("referrals", "reach", "depth"))
        table.add_row(row["customer"], *counts, f"{row['revenue']:,.2f}")
    out.print(table)
    for name, rows in lists.items():
        out.print(f"{name}: " + (", ".join(f"{row['id']} {row['value']:.2f}" for row in rows) or "nobody"))


def communities(svg: Picture = None, first: First = 10, as_json: AsJson = False) -> None:
    """Communities of customers who refer each other, how stable they are, and who bridges them."""
    with Store.open(load_settings()) as store:
        found = read_run(store)["report"]["communities"]
    _write(svg, communities_svg(found))
    if as_json:
        print_json(found)
        return
    stable = found["stability"]
    agreed = (
        f"agreement of {stable['seeds']} other seeds {stable['mean']:.3f}" if stable["seeds"] else "no check"
    )
    out.print(f"{found['count']:,} communities, modularity {found['modularity']:.3f}, {agreed}", markup=False)
    table = Table("community", "customers", "ties within", box=None)
    for each in found["largest"][:first]:
        table.add_row(each["id"], f"{each['size']:,}", f"{each['ties']:,}")
    out.print(table)
    out.print("bridges: " + (", ".join(each["customer"] for each in found["bridges"][:first]) or "none"))


def seeds(first: First = 10, as_json: AsJson = False) -> None:
    """Whom to begin a campaign with, and how many customers that is expected to reach."""
    with Store.open(load_settings()) as store:
        report = read_run(store)["report"]
    found = report["seeds"]
    if as_json:
        print_json(found)
        return
    out.print(f"a referral brings a customer with probability {found['probability']:.4f}")
    for over in ("accepted", "stated"):
        chosen = seeds_report(report, stated=over == "stated")
        out.print(
            f"over {over} referrals: {', '.join(chosen['customers'][:first]) or 'nobody'}", markup=False
        )
        if chosen["spreads"]:
            reached, (low, high) = chosen["spreads"][:first][-1], chosen["intervals"][-1]
            out.print(
                f"  reaches {reached:,.1f}; all {len(chosen['spreads'])}: {low:,.1f} to {high:,.1f},"
                f" none more than {chosen['bound']:,.1f}"
            )
    beside = ", ".join(
        f"{name.replace('_', ' ')} {value:,.1f}" for name, value in found["accepted"]["beside"].items()
    )
    out.print(f"as many by simple rankings, over accepted referrals: {beside}")


def export(
    to: Annotated[Path, typer.Argument(help="File to write: .gexf or .graphml.")], as_json: AsJson = False
) -> None:
    """The whole referral network with its scores for Gephi, networkx and others; ids alone, no names."""
    with Store.open(load_settings()) as store:
        count = export_graph(store, to)
    if as_json:
        print_json({"customers": count, "file": to})
    else:
        out.print(f"{count:,} customers in {to}", markup=False)


def _write(to: Path | None, picture: str) -> None:
    if to:
        with whole_file(to) as draft:
            draft.write_text(picture, encoding="utf-8")

"""`ckg insight …`: what customers are worth, who is likely to leave, and what the scores are of."""

import json
from typing import Annotated, Any

import typer
from rich.table import Table

import cypher
from api.cli.analytics.lifecycle import lifecycle
from api.cli.analytics.offers import offers, print_offers
from api.cli.finding.naming import HELP, customer_named
from api.cli.terminal.console import out, print_json
from api.cli.terminal.options import AsJson, First
from graph.analytics.reading import read_run, read_scores, value_report
from graph.model.scores import CHURN_PROPERTIES, LIFECYCLE_PROPERTIES, VALUE_PROPERTIES
from graph.settings import load_settings
from graph.store import Store

insight = typer.Typer(
    help="What customers are worth, who is likely to leave, and what to offer next.", no_args_is_help=True
)
_SHOWN = tuple(
    it
    for it in (*LIFECYCLE_PROPERTIES, *VALUE_PROPERTIES, *CHURN_PROPERTIES)
    if not it.description.startswith("JSON")
)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    insight.command("summary")(summary)
    insight.command("value")(value)
    insight.command("churn")(churn)
    insight.command("customer")(customer)
    insight.command("offers")(offers)
    insight.command("lifecycle")(lifecycle)
    app.add_typer(insight, name="insight")


def summary(as_json: AsJson = False) -> None:
    """What the scores are of, what they were learned from, and what could not be worked out."""
    with Store.open(load_settings()) as store:
        run = read_run(store)
        segments = store.run(cypher.load("read/rfm_segments"))
    found = value_report(run)
    if as_json:
        told = {name: run[name] for name in ("run", "version", "as_of")}
        more = {name: run["report"][name] for name in ("churn", "lifecycle", "offers")}
        print_json(told | {"value": found, "segments": segments, **more})
        return
    out.print(
        f"as of {run['as_of'] or 'no day: nothing has a time'}, run {run['run']}, version {run['version']}",
        markup=False,
    )
    out.print(
        f"{found['buyers']:,} customers have bought, {found['in_window']:,} in {found['window_days']}"
        f" days; {found['without_amount']:,} purchases have no amount in {_currency()}"
    )
    out.print("scores by " + ", ".join(f"{by} for {name}" for name, by in found["scored_by"].items()))
    table = Table("segment", "customers", box=None)
    for row in segments:
        table.add_row(row["segment"], f"{row['customers']:,}")
    out.print(table)
    _print_lifetime(found["lifetime"])
    for by, said in run["report"]["churn"].items():
        _print_churn(by, said)
    print_offers(run["report"]["offers"])


def _currency() -> str:
    """That of the company, in which all of this is."""
    from graph.identity.rules import rules_in_force

    return rules_in_force(load_settings()).revenue.currency


def _print_lifetime(found: dict[str, Any]) -> None:
    if found["reason"]:
        out.print(f"no lifetime values: {found['reason']}")
        return
    parameters = ", ".join(f"{name} {found[name]:.4f}" for name in ("r", "alpha", "a", "b"))
    out.print(
        f"lifetime values: {found['model']} ({parameters}), learned from {found['repeaters']:,} repeat buyers"
    )
    correlation = found["correlation"]
    told = "" if correlation is None else f" (number and mean of purchases correlate by {correlation:.2f})"
    out.print(f"amounts: {found['spending'].replace('_', ' ')}{told}")


def _print_churn(by: str, said: dict[str, Any]) -> None:
    leaving = f"leaving by {by} within {said['horizon_days']} days"
    if said["lacks"]:
        out.print(f"{leaving}: no probabilities: {said['lacks']}", markup=False)
        return
    out.print(
        f"{leaving}: learned from {said['learned_from']:,} cases;"
        f" of {said['people']:,} on {said['measured_on']} {said['left']:,} left,"
        f" AUC {said['auc']:.3f}, Brier {said['brier']:.4f}"
        f" (the same probability for all: {said['brier_alike']:.4f})"
    )


def value(first: First = 10, as_json: AsJson = False) -> None:
    """The customers of whom most is expected in the next twelve months, with the 10th and 90th percentile."""
    with Store.open(load_settings()) as store:
        rows = store.run(cypher.load("read/most_valuable"), first=first)
    if as_json:
        print_json(rows)
        return
    table = Table("customer", "12 months", "P10", "P90", "purchases", "still a customer", "segment", box=None)
    for row in rows:
        amounts = (f"{row[name]:,.2f} {row['currency']}" for name in ("clv", "clv_low", "clv_high"))
        rest = (
            f"{row['expected_purchases']:.2f}",
            f"{row['alive_probability']:.0%}",
            row["rfm_segment"] or "–",
        )
        table.add_row(row["customer"], *amounts, *rest)
    out.print(table)
    if not rows:
        out.print("Nobody has a lifetime value; `ckg insight summary` says why.")


def churn(first: First = 10, as_json: AsJson = False) -> None:
    """Of whom most would be lost, by the probability that they leave, with the reasons for it."""
    with Store.open(load_settings()) as store:
        rows = store.run(cypher.load("read/most_at_risk"), first=first)
    for row in rows:
        row["reasons"] = json.loads(row["reasons"])
    if as_json:
        print_json(rows)
        return
    table = Table("customer", "leaves", "within", "at risk", "because of", box=None)
    for row in rows:
        amount = "–" if row["value_at_risk"] is None else f"{row['value_at_risk']:,.2f} {row['currency']}"
        reasons = ", ".join(map(_reason, row["reasons"])) or "notice was given"
        table.add_row(row["customer"], f"{row['probability']:.0%}", f"{row['days']} days", amount, reasons)
    out.print(table)
    if not rows:
        out.print("Nobody has a probability; `ckg insight summary` says why.")


def _reason(reason: dict[str, Any]) -> str:
    """A reason with its value, and what it adds to the log-odds."""
    value = "unknown" if reason["value"] is None else f"{reason['value']:g}"
    return f"{reason['name'].replace('_', ' ')} {value} ({reason['contribution']:+.2f})"


def customer(
    name: Annotated[str, typer.Argument(metavar="CUSTOMER", help=HELP)],
    as_json: AsJson = False,
) -> None:
    """All scores of one customer."""
    settings = load_settings()
    id_ = customer_named(settings, name)
    with Store.open(settings) as store:
        held = read_scores(store, id_)
    told = {each.name: held[each.name] for each in _SHOWN if each.name in held}
    reasons = json.loads(held.get("churn_reasons", "[]"))
    if as_json:
        print_json(told | {"churn_reasons": reasons})
        return
    for each in _SHOWN:
        if each.name in told:
            out.print(f"{each.name.replace('_', ' ')}: {told[each.name]}  ({each.description})", markup=False)
    for reason in reasons:
        out.print(f"  {_reason(reason)}", markup=False)
    if not told:
        out.print("nothing is known: no purchase and no contract")

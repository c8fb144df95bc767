"""What the demo tells at its end: a few facts, each read from the store or the journal."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cypher
from api.cli.results import show_figures
from api.cli.terminal.console import out
from graph.identity.evaluation.figures import evaluate
from graph.identity.evaluation.truth import read_truth
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import RunResult
from graph.journal import Journal
from graph.store import Store
from ingest.pipeline.summary import IngestSummary

_REASONS = 6


def tell_records(summaries: list[IngestSummary]) -> None:
    """Rows read, and what stayed out and why."""
    rows = sum(summary.total("rows") for summary in summaries)
    rejected = sum(summary.total("rejected_rows") for summary in summaries)
    values = sum(summary.total("rejected_values") for summary in summaries)
    _title(f"{rows:,} rows came in from {len(summaries)} sources")
    out.print(f"{rejected:,} rows and {values:,} single values are in quarantine, most of them because:")
    reasons: Counter[str] = Counter()
    for file in (file for summary in summaries for file in summary.files):
        reasons += file.row_reasons + file.value_reasons
    for reason, count in reasons.most_common(_REASONS):
        out.print(f"  {count:>4} × {reason}", markup=False)


def tell_customers(run: RunResult) -> None:
    """How many customers the records are."""
    report = run.report
    _title(f"{report['records']:,} records are {report['customers']:,} customers")
    out.print(
        f"{report['pairs']:,} pairs compared, {report['links']:,} links accepted at a match probability of"
        f" {_probability(report['threshold']):.3f} or more"
    )
    out.print(f"{report['household_members']:,} of the customers live in {report['households']:,} households")


def tell_one_customer(store: Store) -> None:
    """The customer known from most sources, and why the records are one person."""
    [customer] = store.run(cypher.load("read/demo_customer"))
    rows = store.run(cypher.load("read/demo_evidence"), id=customer["id"])
    _title(f"{customer['name']} is known from {customer['sources']} sources")
    named: dict[tuple[str, str], dict[str, Any]] = {(row["source"], row["source_id"]): row for row in rows}
    for (source, source_id), row in named.items():
        facts = ", ".join(value for value in (row["name"], row["birth_date"]) if value)
        out.print(f"  {source}:{source_id}  {facts or '(no name)'}", markup=False)
    out.print("They are one customer because of")
    for row in _strongest_links(rows):
        out.print(f"  {_ends(row)}  {_reason(row)}", markup=False)


def tell_advocates(store: Store) -> None:
    """The strongest advocates with what they brought."""
    rows = store.run(cypher.load("read/advocates"), by="advocacy", first=5)
    _title("The strongest advocates")
    for row in rows:
        out.print(
            f"  {row['name']}: brought {row['referrals']} directly, {row['reach']} in all,"
            f" worth {row['revenue']:,.2f}",
            markup=False,
        )


def tell_quality(truth: Path, journal: Journal) -> None:
    """How close the customers come to the truth that the sample company knows."""
    _title("Held against the sample's truth")
    show_figures(evaluate(read_truth(truth), current_assignment(journal)))


def tell_next_steps() -> None:
    """Where to look next."""
    for command, what in (
        ("make serve", "GraphQL at http://127.0.0.1:8000/graphql"),
        ("make browser", "the Neo4j Browser with saved queries at http://127.0.0.1:7475/browser/"),
        (".venv/bin/ckg --help", "everything else; ckg stop ends the embedded store"),
    ):
        out.print(f"  {command:<22}{what}", markup=False)


def _title(text: str) -> None:
    out.print(f"\n[bold]{text}[/]")


def _probability(weight: float) -> float:
    return 1 - 1 / (1 + math.exp2(min(weight, 60.0)))


def _strongest_links(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The links that bring the records together one by one, the strongest first: every record has one."""
    groups = {(row["source"], row["source_id"]): {(row["source"], row["source_id"])} for row in rows}
    links = (row for row in rows if row["tier"] and (row["other_source"], row["other_id"]) in groups)
    for row in sorted(links, key=lambda row: -(row["weight"] or 0)):
        left = groups[row["source"], row["source_id"]]
        right = groups[row["other_source"], row["other_id"]]
        if left is not right:
            yield row
            groups |= dict.fromkeys(joined := left | right, joined)


def _ends(row: dict[str, Any]) -> str:
    return f"{row['source']} – {row['other_source']}"


def _reason(row: dict[str, Any]) -> str:
    if row["tier"] == "rule":
        found: defaultdict[str, int] = defaultdict(int)
        for item in json.loads(row["evidence"] or "[]"):
            found[item["kind"]] += 1
        return "same " + " and ".join(sorted(found))
    return f"compared attribute by attribute: match weight {row['weight']:.1f}"

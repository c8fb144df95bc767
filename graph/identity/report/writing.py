"""An HTML report of an identity run: one file, readable by its owner alone, that opens without a network."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import duckdb

from graph.files.whole_file import whole_file
from graph.identity.model.identity_model import IdentityModel
from graph.identity.report.charts import Chart, charts_of_model, unlinkables, weights_of_links
from graph.identity.report.drawing import draw_cluster
from graph.identity.report.examples import ClusterExample, choose_examples
from graph.identity.report.facts import RunFacts
from graph.identity.report.page import chart_place, report_page
from graph.identity.report.trust import trust
from graph.pages.markup import Markup, bars, figure, paragraph, table, text, tile

WARNING = (
    "Personal data: this report shows names, birth dates and addresses of example clusters. "
    "Pass it on only to people who may see them, and delete it when it is no longer needed."
)

LISTED = 50
"""Changed customer ids that are listed of each kind."""

_SIZES = (*((size, size) for size in range(1, 11)), (11, 20), (21, 50), (51, 100), (101, 500))
"""Cluster sizes that share a bar, from and to."""

_REASONS = {
    "largest": "Largest clusters",
    "weakest": "Clusters with the weakest member",
    "random": "Random clusters",
}


def write_report(
    facts: RunFacts, model: IdentityModel, connection: duckdb.DuckDBPyConnection, path: Path
) -> Path:
    """Write the report of a run to `path` with mode 0600 and return it.

    Reads the run's tables `features_now`, `frequencies`, `records`, `decided_links` and `cluster_members`.
    """
    of_model, unlinkable = charts_of_model(model), unlinkables(connection, model)
    weights = weights_of_links(connection, facts.threshold)
    examples = choose_examples(connection, facts.run_id)
    sections = [
        ("Outcome", _outcome(facts)),
        ("Trust", trust(facts)),
        ("Threshold", _threshold(facts, model, weights)),
        ("Changed customers", _changes(facts)),
        ("Clusters", _clusters(facts, examples)),
        ("Model", Markup("".join(map(chart_place, of_model)))),
        ("Unlinkable records", chart_place(unlinkable)),
        ("Blocking", _blocking(model)),
        ("Effort", _effort(facts)),
    ]
    charts = [*of_model, unlinkable, *([weights] if weights else [])]
    title = f"Identity run {facts.run_id}"
    return _write(path, report_page(title, _subtitle(facts), WARNING, sections, charts))


def _subtitle(facts: RunFacts) -> str:
    started, finished = (f"{at:%Y-%m-%d %H:%M:%S %Z}" for at in (facts.started_at, facts.finished_at))
    return f"{facts.mode} run, {started} to {finished}; engine {facts.engine}, model {facts.model_version}"


def _outcome(facts: RunFacts) -> Markup:
    before = facts.previous or {}
    tiles = "".join(
        tile(name.replace("_", " "), count, before.get(name)) for name, count in facts.counts.items()
    )
    note = "" if facts.previous else paragraph("This is the first run: there is nothing to compare it with.")
    return Markup(f'<div class="tiles">{tiles}</div>{note}')


def _threshold(facts: RunFacts, model: IdentityModel, weights: Chart | None) -> Markup:
    threshold = model.threshold
    chosen = "it was set" if facts.threshold != threshold.weight else threshold.method
    told = paragraph(
        f"Pairs count as one person from a match weight of {facts.threshold:.2f} "
        f"(probability {1 / (1 + 2**-facts.threshold):.4f}). How it was chosen: {chosen}."
    )
    figures = table(("figure", "value"), ((n.replace("_", " "), v) for n, v in threshold.figures.items()))
    drawn = chart_place(weights) if weights else paragraph("No pair was scored above the floor.")
    return Markup(told + (figures if threshold.figures else "") + drawn)


def _changes(facts: RunFacts) -> Markup:
    kinds = dict.fromkeys(change.kind for change in facts.changes)
    if not kinds:
        return paragraph("No customer id came, went, merged or split.")
    parts = []
    for kind in kinds:
        changes = [change for change in facts.changes if change.kind == kind]
        rows = ((change.customer_id, ", ".join(change.others)) for change in changes[:LISTED])
        more = (
            f" (the first {LISTED} of {len(changes):,})" if len(changes) > LISTED else f" ({len(changes):,})"
        )
        parts.append(f"<h3>{text(kind.capitalize() + more)}</h3>{table(('customer', 'with'), rows)}")
    return Markup("".join(parts))


def _clusters(facts: RunFacts, examples: list[ClusterExample]) -> Markup:
    legend = (
        "In the drawings a circle is a record, its colour the source. The thicker a line, the surer the link."
    )
    colours = "Grey lines are the model's, green ones an identifier's that both use, black ones a steward's."
    parts = [bars(_by_size(facts.cluster_sizes)), paragraph(f"{legend} {colours}")]
    for reason, title in _REASONS.items():
        chosen = [example for example in examples if example.reason == reason]
        if chosen:
            parts.append(Markup(f"<h3>{text(title)}</h3>"))
            parts += [_example(example, facts.threshold) for example in chosen]
    return Markup("".join(parts))


def _by_size(sizes: Mapping[int, int]) -> dict[str, int]:
    """Clusters by number of records, large numbers together."""
    grouped: dict[str, int] = {}
    for size in sorted(sizes):
        low, high = next(
            ((low, high) for low, high in _SIZES if low <= size <= high), (_SIZES[-1][1] + 1, None)
        )
        label = f"{low}" if low == high else f"{low}–{high}" if high else f"{low} and more"
        unit = "record" if label == "1" else "records"
        grouped[f"{label} {unit}"] = grouped.get(f"{label} {unit}", 0) + sizes[size]
    return grouped


def _example(example: ClusterExample, threshold: float) -> Markup:
    caption = (
        f"{example.size} records; the least attached one hangs by a link of weight {example.weakest:.1f}."
    )
    if example.size > len(example.members):
        caption += f" The first {len(example.members)} are shown."
    rows = (
        (place + 1, member.record_id, member.name, member.birth_date, member.place)
        for place, member in enumerate(example.members)
    )
    listing = table(("", "record", "name", "born", "address"), rows)
    drawing = figure(draw_cluster(example, threshold), caption)
    return Markup(f'<div class="example">{drawing}{listing}</div>')


def _blocking(model: IdentityModel) -> Markup:
    used = table(("rule", "pairs"), ((" + ".join(rule.columns), rule.pairs) for rule in model.rules))
    if not model.refused:
        return Markup(paragraph("Pairs of records that agree on these columns were compared.") + used)
    refused = table(("rule", "pairs"), ((" + ".join(rule.columns), rule.pairs) for rule in model.refused))
    return Markup(
        paragraph("Pairs of records that agree on these columns were compared.")
        + used
        + paragraph("These rules were refused: they would have compared too many pairs.")
        + refused
    )


def _effort(facts: RunFacts) -> Markup:
    total = (facts.finished_at - facts.started_at).total_seconds()
    told = paragraph(f"{total:,.1f} s in all, at most {facts.peak_memory / 2**20:,.0f} MB of memory.")
    return Markup(told + bars(dict(facts.seconds), " s"))


def _write(path: Path, document: str) -> Path:
    """For its owner alone, whatever the folder allows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as draft:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(document)
    return path

"""The section that says how far the run's model is to be trusted, and what it left out as no evidence."""

from __future__ import annotations

from graph.identity.model.health import told_distrust
from graph.identity.report.facts import RunFacts, Trust
from graph.pages.markup import Markup, paragraph, table, text

LISTED = 50
"""Filled-in birth dates that are listed."""


_UNKNOWN = "The record of this run is of before models were checked."


def trust(facts: RunFacts) -> Markup:
    """Whether another model stood in, what the check saw, why it was trained anew, what is no evidence."""
    health = [(name.replace("_", " "), seen) for name, seen in facts.trust.health.items()]
    parts = [
        _verdict(facts.trust),
        table(("what the check saw", "figure"), health) if health else "",
        _list("The model was trained anew because", facts.trust.trained_because),
        _list("Vetoes that the data's own noise ruled out", facts.trust.vetoes_dropped),
        _list("Shared by so many relatives that they link no similar names", facts.trust.family_kinds),
        _list(
            "Shared by so many of one name that they link none without a birth date",
            facts.trust.namesake_kinds,
        ),
        _dates(facts.trust.placeholder_dates),
    ]
    return Markup("".join(parts))


def _verdict(told: Trust) -> Markup:
    if told.distrusted:
        return Markup(f'<p class="warning">{text(told_distrust(told.distrusted, told.method))}</p>')
    return paragraph(
        "The check of the model and of its clusters found no fault." if told.health else _UNKNOWN
    )


def _list(title: str, items: tuple[str, ...]) -> Markup:
    return paragraph(f"{title}: {'; '.join(items)}.") if items else Markup("")


def _dates(dates: tuple[tuple[str, str, int], ...]) -> Markup:
    if not dates:
        return Markup("")
    more = f", the first {LISTED} of {len(dates):,}" if len(dates) > LISTED else ""
    told = f"Birth dates that too many people of a source have to be true; they are no evidence{more}:"
    return Markup(paragraph(told) + table(("source", "birth date", "people"), dates[:LISTED]))

"""A dossier as a page that can be read and printed without a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from graph.dossier.contents import Dossier
from graph.pages.markup import Cell, Markup, paragraph, table
from graph.pages.page import Page, Section, render_page

Row: TypeAlias = Mapping[str, Any]

_PARTS = {
    "golden": (
        "What counts about you today",
        "The value that counts of each attribute, with the source it is from.",
    ),
    "consents": ("Consents", "What you allowed and what you refused, with its time and source."),
    "statements": (
        "What sources said of you",
        "Every version of each record, also those that no longer count.",
    ),
    "events": (
        "What you did, and what was done",
        "Orders, contracts, tickets, visits, referrals, with their times.",
    ),
    "interests": ("Interests", "Worked out from what you looked at and bought; they fade with time."),
    "scores": ("Scores", "Worked out from who brought whom, and from what you bought, signed and did."),
    "links": (
        "Why these records are taken to be yours",
        "Pairs of records with the evidence that they are one person.",
    ),
    "judgements": ("What people decided", "Decisions that two records are of one person or of two."),
    "history": ("Under which numbers you were kept", "The customer number of each record, over time."),
    "messages": ("Messages as they came", "From websites and apps."),
    "quarantine": ("Rows that were refused", "They are kept to be corrected, and count for nothing."),
}
_STYLE = """
td { vertical-align: top; overflow-wrap: anywhere; }
td:nth-child(-n+3) { white-space: nowrap; }
"""


def dossier_page(dossier: Dossier) -> str:
    """The whole page."""
    sections = [
        Section(name, title, _part(name, meaning, getattr(dossier, name)))
        for name, (title, meaning) in _PARTS.items()
    ]
    introduction = paragraph(
        f"Made on {dossier.made_at:%Y-%m-%d %H:%M} UTC."
        f" {len(dossier.records)} records: {', '.join(dossier.records)}."
        " Where others are part of it, it says that there was somebody, and not who."
    )
    return render_page(Page("What is held about you", sections, _STYLE, introduction))


def _part(name: str, meaning: str, rows: Sequence[Row]) -> Markup:
    if not rows:
        return paragraph("Nothing.")
    shown = _values(rows) if name == "golden" else table(_HEAD, map(_line, rows))
    return Markup(paragraph(meaning) + shown)


_HEAD = ("when", "source", "what", "in detail")
_WHEN = ("at", "observed_at", "received_at", "judged_at", "valid_from", "scored_at", "recorded_at")
_WHAT = ("kind", "type", "verdict", "tier", "field", "label", "record_id")


def _values(rows: Sequence[Row]) -> Markup:
    """Each value on a line, with where it is from."""
    lines = []
    for row in rows:
        origins = row.get("provenance", {})
        for name, value in row.items():
            if name != "provenance":
                origin = origins.get(name, {})
                since = str(origin.get("at", ""))[:10]
                lines.append(
                    (name.replace("_", " "), _text(value), origin.get("source", "worked out"), since)
                )
    return table(("attribute", "value", "source", "stated"), lines)


def _line(row: Row) -> tuple[Cell, ...]:
    """A row as when, from where, what, and all the rest."""
    when = next((name for name in _WHEN if name in row), "")
    what = next((name for name in _WHAT if name in row), "")
    rest = {name: value for name, value in row.items() if name not in (when, what, "source", *_REPEATED)}
    told = "; ".join(f"{name.replace('_', ' ')}: {_text(value)}" for name, value in rest.items())
    return _text(row.get(when)), row.get("source", ""), _text(row.get(what)).replace("_", " "), told


_REPEATED = ("key", "customer_id")
"""Ids of ours and of the source, which tell nothing beside the rest."""


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case bool():
            return "yes" if value else "no"
        case {"kind": kind, "value": identifier}:
            return f"{kind} {identifier}"
        case dict():
            return ", ".join(f"{name} {_text(it)}" for name, it in value.items() if it not in (None, {}))
        case list():
            return ", ".join(map(_text, value))
        case _:
            return str(value)

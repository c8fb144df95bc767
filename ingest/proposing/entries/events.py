"""Entries for what people do on sites and in apps: views of pages and products apart from other events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.mapping.paths import list_path
from ingest.proposing.entries.fields.feeding import KEYS, FedKind, used_columns
from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.entries.kinds.event_rows import are_appointments
from ingest.proposing.entries.rows import Rows
from ingest.proposing.meaning.meanings import Meaning

_FEW = 40
"""Kinds of events that a column may name, at most, to be told apart by conditions."""

_MOSTLY = 0.5
_PAGE = re.compile(r"page|screen|seite|visit")
_PRODUCT = re.compile(
    r"(product|item|article|detail|artikel|produkt).*(view|seen|detail|ansicht)|view(ed)?(product|item|article|content)"
)


def events(fed: FedKind, all_fed: Sequence[FedKind], columns: FoundColumns) -> Iterator[tuple[str, Rows]]:
    """The entries, without the keys of persons, each with its kind."""
    sorts = _sorts(fed, columns)
    for kind in ("page_view", "product_view", "event"):
        if kind in sorts:
            yield kind, _entry(kind, sorts[kind], fed, all_fed, columns)


def _sorts(fed: FedKind, columns: FoundColumns) -> dict[str, list[str]]:
    """What kinds the events of a file are, each with the words that say so; no words where all are of one."""
    name = fed.fields.get("name")
    if name is None:
        return {"page_view" if _pages(columns) else "event": []}
    counts = name[0].column.counts
    sorts: dict[str, list[str]] = {}
    for word in counts if len(counts) <= _FEW else ():
        sorts.setdefault(_sort(word, fed), []).append(word)
    return sorts if sorts.keys() - {"event"} else {"event": []}


def _sort(word: str, fed: FedKind) -> str:
    letters = re.sub(r"[^a-z]", "", word.lower())
    if _PRODUCT.search(letters) and "product" in fed.fields:
        return "product_view"
    return "page_view" if _PAGE.search(letters) and "product" not in letters else "event"


def _pages(columns: FoundColumns) -> list[Meaning]:
    """Columns of pages, addresses before titles."""
    found = columns.best("page") or columns.best("url")
    addresses = [it for it in columns.best("page", "url") if it.column.is_like("url") > _MOSTLY]
    alike = found and addresses and _within(addresses[0]) == _within(found[0])
    return addresses if alike else found


def _within(meaning: Meaning) -> str | None:
    return list_path(meaning.column.name)


def _entry(
    kind: str, words: list[str], fed: FedKind, all_fed: Sequence[FedKind], columns: FoundColumns
) -> Rows:
    rows = Rows(kind)
    if words:
        rows.when = {fed.fields["name"][0].column.name: words[0] if len(words) == 1 else words}
    for name, found in fed.fields.items():
        if kind == "event" or name in ("at", "message_id") or (name, kind) == ("product", "product_view"):
            rows.add(name, found)
    if kind == "page_view" and (pages := _pages(columns)):
        rows.add("page", pages[:1])
        _of_each_page(rows, pages[0], columns)
    if kind == "event" and "name" not in fed.fields:
        what = ("Appointment", "an appointment") if are_appointments(fed) else ("Rated", "a rating")
        rows.add_constant("name", what[0], 0.7, f"each row is {what[1]}")
    if kind != "event" and (topics := columns.best("topic") or columns.best("category")):
        rows.add("topic", topics[:1])
    if kind == "event" and not words and (rest := _rest(all_fed, columns)):
        rows.add("properties", rest, [it.column.name for it in rest], why="kept with the event")
    return rows


def _of_each_page(rows: Rows, page: Meaning, columns: FoundColumns) -> None:
    """Adds how long a page was looked at; pages in a list have times of their own there."""
    within = _within(page)
    found = [it for it in columns.best("at", "seconds") if _within(it) == within]
    own = {it.concept: it for it in sorted(found, key=lambda it: it.column.is_like("epoch"))}
    if "seconds" in own:
        rows.add("seconds", [own["seconds"]])
    if within and "at" in own:
        rows.lines = [line for line in rows.lines if line.name != "at"]
        rows.add("at", [own["at"]])


def _rest(all_fed: Sequence[FedKind], columns: FoundColumns) -> list[Meaning]:
    """Columns that have values and feed nothing."""
    others = columns.best(*KEYS, "device_id", "cookie_id", "page", "category", "topic")
    used = used_columns(all_fed) | {it.column.name for it in others}
    labels = {column.name.rpartition(".")[2]: column for column in reversed(columns.columns)}
    return [
        Meaning(column, "", 0.6)
        for column in columns.columns
        if column.name not in used and column.texts and "[]" not in column.name
        if labels[column.name.rpartition(".")[2]] is column
    ]

"""The line items of a file that is ingested, with what the journal knows of earlier files."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import replace

from ingest.mapping.mapping import FileMapping
from ingest.pipeline.reading import outcomes
from ingest.pipeline.rereading import FileRecord
from ingest.pipeline.sink import Sink
from ingest.quarantine_files import PLACE
from ingest.readers.base import GoodRow, Reader
from ingest.rows.line_items import EarlierTotals, LineItems
from ingest.rows.line_numbers import Asked, ByPlace, Place
from ingest.rows.remarks import SUMMED, SUMMED_BEFORE


def line_items(reader: Reader, entry: FileMapping, source: str, journal: Sink) -> LineItems:
    """What the first rows of a file show, and files before it did; rows that come without the others of their
    file are told apart by what is stored of these."""
    files = _files(reader) if reader.alone else ()
    found = LineItems.of(reader, entry, _earlier(entry, source, files, journal))
    if not reader.alone:
        return found
    asked = Asked()
    deque(outcomes(reader, entry, source, replace(found, numbers=asked)), maxlen=0)
    stored = journal.lines_of_orders(source, asked.keys) if asked.keys else ()
    return replace(found, numbers=ByPlace.of_stored(asked.keys, stored))


def _files(reader: Reader) -> Collection[str]:
    places: list[Place | None] = [it.values.get(PLACE) for it in reader.rows() if isinstance(it, GoodRow)]
    return {place[0] for place in places if place}


def _earlier(entry: FileMapping, source: str, files: Collection[str], journal: Sink) -> EarlierTotals:
    """What files of this entry showed before, or those from which rows are."""
    if not LineItems.may_sum(entry):
        return EarlierTotals()
    logged = [it for it in journal.logged(source) if it.reading == entry.fingerprint or it.file in files]
    summed = [not {SUMMED, SUMMED_BEFORE}.isdisjoint(FileRecord.remarked(it.told)) for it in logged]
    return EarlierTotals(any(summed), sum(it.accepted > 0 for it in logged) - sum(summed))

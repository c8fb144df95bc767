"""Which rows break a rule of their mapping, or say that something is no more."""

from __future__ import annotations

from itertools import chain

import numpy as np

from ingest.columns.part import Marks
from ingest.columns.sources import BlockValues
from ingest.mapping.mapping import RowMapping
from ingest.rows.row_rules import judged
from ingest.rows.row_values import clean_columns


def looked_into(mapping: RowMapping, values: BlockValues) -> Marks:
    """The rows of which rules have something to say, or by which something ends."""
    found: Marks = np.zeros(len(values.lines), dtype=bool)
    if mapping.deletes is not None:
        found |= values.fulfil(mapping.deletes)
    if mapping.rules:
        read = {*chain.from_iterable(rule.reads for rule in mapping.rules)}
        rows = values.rows
        cleaned = clean_columns([it for it in mapping.fields if it.field.name in read], rows).rows()
        each = zip(cleaned, rows, strict=True)
        found |= np.fromiter((bool(judged(mapping.rules, it, row)) for it, row in each), bool, len(rows))
    return found

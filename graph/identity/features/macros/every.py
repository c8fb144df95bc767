"""All macros of the feature queries, each after those that it calls."""

from __future__ import annotations

from graph.identity.features.macros.folding import FOLDING
from graph.identity.features.macros.mailboxes import OF_MAILBOXES
from graph.identity.features.macros.names import NAMES
from graph.identity.features.macros.organizations import ORGANIZATIONS
from graph.identity.features.macros.places import PLACES

_LISTS = (
    # nullif would have DuckDB plan the words twice
    "CREATE OR REPLACE TEMP MACRO joined(words) AS list_aggregate(words, 'string_agg', '')",
    "CREATE OR REPLACE TEMP MACRO or_null(words) AS CASE WHEN len(words) = 0 THEN NULL ELSE words END",
)

MACROS = (
    *FOLDING,
    *NAMES,
    *ORGANIZATIONS,
    *PLACES,
    *OF_MAILBOXES,
    *_LISTS,
)
"""Statements that make the macros."""

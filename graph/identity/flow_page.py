"""docs/identity_tables.md: the tables of runs and of the state, from their declarations."""

from __future__ import annotations

from collections.abc import Iterable

from graph.identity.flow import ROOMS
from graph.identity.state.kept import KEPT
from graph.identity.state.staged import STAGED
from graph.identity.table import KeptTable, StagedTable, Table

_HEAD = """# The tables of identity runs

Generated from the declarations in `graph/identity/*/flow.py` by `make generate`. A run works on one DuckDB
connection; these are its tables and views, room by room, each with the module that makes it, the columns
that tell its rows apart, and what it is made from in any kind of run (`known.` is the state of the last run;
what is listed nowhere is a view of the journal). `tests/graph/identity/test_flow.py` holds them against what
runs execute.
"""

_STAGING = """
## Staging

What clustering and its outcome read, whatever a run looked at. One over everything shows a view of what it
has; one over changes makes a table with what clustering its scope can look at, or shows a view of all as it
is now. What a cell leaves out an earlier step has made.

| table | a run over everything | over changes: table | over changes: view |
|---|---|---|---|
"""

_STATE = """
## The state

What a run leaves for the next one, in `.ckg/identity/state.duckdb`. A run over everything writes all of it;
one over changes lets the rows go that fulfil the condition, and adds its own. What makes these tables has a
fingerprint in the file: where that is another, the next run looks at everything.

| table | key | filled with | a run over changes replaces | by |
|---|---|---|---|---|
"""


def flow_page() -> str:
    """The page as Markdown."""
    rooms = (_room(name, tables) for name, tables in ROOMS.items())
    staged, kept = map(_staged, STAGED), map(_kept, KEPT)
    return "".join((_HEAD, *rooms, _STAGING, *staged, _STATE, *kept))


def _room(name: str, tables: Iterable[Table]) -> str:
    head = f"\n## {name.capitalize()}\n\n| table | made by | key | made from |\n|---|---|---|---|\n"
    rows = (f"| `{t.name}` | `{t.by}` | {_names(t.key)} | {_names(t.reads)} |\n" for t in tables)
    return head + "".join(rows)


def _staged(table: StagedTable) -> str:
    cells = (
        f"`{' '.join(query.split())}`" if query else "" for query in (table.whole, table.scoped, table.now)
    )
    return f"| `{table.name}` | {' | '.join(cells)} |\n"


def _kept(table: KeptTable) -> str:
    stale = f"`{table.stale}`" if table.stale else "nothing"
    return f"| `{table.name}` | {_names(table.key)} | `{table.whole.strip()}` | {stale} | `{table.fresh}` |\n"


def _names(names: str) -> str:
    return ", ".join(f"`{name}`" for name in names.split())

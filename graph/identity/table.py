"""How the tables of runs are declared. Each room of `graph.identity` declares its own in `flow.py`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table or view of a run's connection.

    `by` is the module that makes it; what one run makes of everything, a run over changes may make of less
    elsewhere. `columns`, `key` and `reads` are names with blanks between: wide tables, of all that records or
    features hold, leave their columns out; `reads` are the tables that it is made from in any kind of run,
    those of the state as `known.…`; what nothing declares is the journal's.
    """

    name: str
    by: str
    columns: str = ""
    key: str = ""
    reads: str = ""


@dataclass(frozen=True)
class StagedTable:
    """A table that clustering and its outcome read, in every kind of run.

    A run over everything shows it as a view of the query `whole`, or has it from an earlier step. One over
    changes makes a table of the query `scoped`, with what clustering its scope can look at, or a view of all
    with the query `now`; what has neither stands since the changes were found.
    """

    name: str
    whole: str = ""
    scoped: str = ""
    now: str = ""


@dataclass(frozen=True)
class KeptTable:
    """A table of the state that a run leaves for the next one.

    A run over everything fills it with the query `whole`. One over changes lets the rows that fulfil `stale`
    go, and adds those of the query `fresh`; without `stale` all stay. `$started` is when the run began.
    """

    name: str
    columns: str
    key: str
    whole: str
    fresh: str
    stale: str | None

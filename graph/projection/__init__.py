"""The projector: the only writer of the graph, from the journal, idempotent and resumable."""

from graph.projection.lag import ProjectionLag, lag
from graph.projection.passes import ProjectionResult
from graph.projection.projector import (
    confirm_commits,
    entries_set_aside,
    is_empty,
    prepare,
    project,
    rebuild,
    score,
)
from graph.projection.set_aside import SetAside

__all__ = [
    "ProjectionLag",
    "ProjectionResult",
    "SetAside",
    "confirm_commits",
    "entries_set_aside",
    "is_empty",
    "lag",
    "prepare",
    "project",
    "rebuild",
    "score",
]

"""The projector: the only writer of the graph, from the journal, idempotent and resumable."""

from graph.projection.passes import ProjectionResult
from graph.projection.projector import project, rebuild, set_aside

__all__ = ["ProjectionResult", "project", "rebuild", "set_aside"]

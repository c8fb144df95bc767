"""The projector: the only writer of the graph, from the journal, idempotent and resumable."""

from graph.projection.projector import ProjectionResult, project, rebuild

__all__ = ["ProjectionResult", "project", "rebuild"]

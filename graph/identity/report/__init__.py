"""An HTML report of an identity run."""

from graph.identity.report.changes import find_changes
from graph.identity.report.facts import IdChange, RunFacts
from graph.identity.report.writing import write_report

__all__ = ["IdChange", "RunFacts", "find_changes", "write_report"]

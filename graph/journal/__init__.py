"""The append-only history of all that was received, and of what identity runs made of it."""

from graph.journal.appending.encode import record_id
from graph.journal.appending.intake import AppendResult, Intake
from graph.journal.journal import Journal

__all__ = ["AppendResult", "Intake", "Journal", "record_id"]

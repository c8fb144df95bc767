"""The append-only history of all that was received, and of what identity runs made of it."""

from graph.journal.encode import record_id
from graph.journal.journal import AppendResult, Journal

__all__ = ["AppendResult", "Journal", "record_id"]

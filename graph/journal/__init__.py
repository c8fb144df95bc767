"""The append-only history of all that was received, and of what identity runs made of it."""

from graph.journal.appending.appending import Appending, AppendResult
from graph.journal.appending.encode import record_id
from graph.journal.journal import OF_THE_PAST, Journal

__all__ = ["OF_THE_PAST", "AppendResult", "Appending", "Journal", "record_id"]

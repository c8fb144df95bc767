"""The journal and what waits for it, as they lie on disk: read whole, and nothing is written."""

from __future__ import annotations

from pathlib import Path

from graph.errors import JournalError
from graph.journal.tables.schema import TABLES
from graph.journal.tables.table import JournalTable
from graph.progress import OnProgress, silent
from graph.verification.findings import Kind, VerificationReport
from graph.verification.table import verify_table
from graph.verification.together import verify_together
from graph.wal import LOG, frames, missing, span

_MESSAGES = "messages"
_COPY = "Restore the journal from a copy."


def verify_stored(home: Path, waiting: Path, on_progress: OnProgress = silent) -> VerificationReport:
    """Looks at every commit and every file of the journal of a home, and at the log of what is `waiting`.

    Raises JournalError for a home that has no journal.
    """
    journal, verified = home.absolute() / "journal", VerificationReport()
    if not journal.is_dir():
        raise JournalError(f"{home} has no journal.", "Name the right folder in CKG_HOME.")
    for number, name in enumerate(TABLES):
        on_progress("journal", number, len(TABLES))
        if (journal / name).is_dir():
            verify_table(journal / name, verified)
        else:
            told = "the table is not there: the home is of an earlier version, or it was lost."
            verified.note(Kind.LOST, f"journal table {name}", told, f"{_COPY} `ckg init` makes an empty one.")
    on_progress("journal", len(TABLES), len(TABLES))
    verify_together(journal, verified)
    _verify_waiting(waiting, verified)
    _verify_reached(journal, waiting, verified)
    return verified


def _verify_waiting(folder: Path, verified: VerificationReport) -> None:
    place, reach = "requests that wait for the journal", span(folder)
    end = reach.begin
    try:
        for frame in frames(folder, reach.begin):
            verified.requests += 1
            verified.bytes += len(frame.payload)
            end = frame.end
    except JournalError as error:
        verified.note(Kind.DAMAGED, place, error.message, error.hint or "")
        return
    if end < reach.end:
        told = f"the last {reach.end - end:,} bytes of the log are no whole request."
        verified.note(
            Kind.LEFT_OVER,
            place,
            told,
            "A write was broken off before it was acknowledged, or the disk lost it.",
        )


def _verify_reached(journal: Path, folder: Path, verified: VerificationReport) -> None:
    """Notes what lies behind the end of the journal's messages and is not in the log."""
    messages = journal / _MESSAGES
    try:
        reached = JournalTable(messages, TABLES[_MESSAGES]).position(LOG) if messages.is_dir() else 0
    except JournalError:  # as is told of the table
        return
    if gone := missing(folder, reached):
        told = f"{gone:,} bytes of the log are gone and not in the journal: one of the two is an older copy."
        verified.note(Kind.LOST, "requests that were in the journal", told, _COPY)

"""The write-ahead log: what was acknowledged and is not yet in the journal."""

from graph.wal.appender import Appender
from graph.wal.reader import LOG, Frame, Span, frames, missing, span

__all__ = ["LOG", "Appender", "Frame", "Span", "frames", "missing", "span"]

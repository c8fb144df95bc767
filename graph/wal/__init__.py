"""The write-ahead log: what was acknowledged and is not yet in the journal."""

from graph.wal.appender import Appender
from graph.wal.reader import Frame, Span, frames, span

__all__ = ["Appender", "Frame", "Span", "frames", "span"]

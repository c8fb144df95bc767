"""Until when contracts run, as SQL over rows of events of this kind, each by what it states itself."""

from __future__ import annotations

from graph.journal.reading.stated import node_time, node_value

STARTS = node_time("Contract", "starts_at")
"""SQL for when a contract begins."""

ENDS = f"coalesce({node_time('Contract', 'ends_at')}, {node_time('Contract', 'cancelled_at')})"
"""SQL for when it ends; null where nobody says."""

RUNNING = f"coalesce({node_value('Contract', 'status')}, 'active') = 'active'"
"""SQL for whether it is said to run."""

KNOWN_UNTIL = f"coalesce({ENDS}, CASE WHEN NOT {RUNNING} THEN {STARTS} END)"
"""SQL for when it ended as far as that is known: of one that has ended, nobody says when, it is known that it
began. Null where it runs without an end."""

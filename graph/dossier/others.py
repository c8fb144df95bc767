"""Other people in what is told of somebody: that there was one is said, not who."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from graph.journal.suppressing.names import RECORD

SOMEBODY = "another person"


def without_others(event: dict[str, Any], own: Collection[str]) -> dict[str, Any]:
    """An event in which every record that is not among their own is somebody; one that is about somebody
    else, as a referral is, without what it says of that person."""
    told = dict(event)
    if "edges" in told:
        told["edges"] = [
            [type_, _end(start, own), _end(end, own), more] for type_, start, end, more in told["edges"]
        ]
    about = f"{told['source']}:{told.get('source_id')}"
    if "source_id" in told and about not in own:
        told["source_id"] = SOMEBODY
        for name in ("identifiers", "details", "counted", "key"):
            told.pop(name, None)
    return told


def _end(node: Any, own: Collection[str]) -> Any:
    label, key = node
    return node if label != RECORD or ":".join(key) in own else [label, [SOMEBODY]]

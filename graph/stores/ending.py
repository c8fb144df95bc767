"""Statements that nobody waits for any more, ended in the store.

Neo4j ends them itself when their connection goes. The embedded store goes on, so it is told to end them: its
HTTP interface lists what runs and can terminate it.
"""

import json
import time
from typing import Any

from graph.stores.embedded_http import post
from graph.stores.endpoint import Endpoint

_SECONDS = 5.0
_APART = 1_000
"""Milliseconds by which what the store says may lie off when a statement was sent."""

_COMPARED = 200
"""Letters of a statement that are compared: the store lists long ones cut off."""


def end_statement(endpoint: Endpoint, text: str, sent_at: float) -> bool:
    """Whether a statement sent at a time (`time.monotonic()`) was found running, and ended; it blocks.

    Raises OSError where the store cannot be asked.
    """
    if endpoint.http_port is None:
        return False
    running = _told(endpoint, "list queries")
    found = [each for each in running if _is(each, text, sent_at)]
    for each in found:
        _told(endpoint, f"terminate query {each['id']}")
    return bool(found)


def _is(listed: dict[str, Any], text: str, sent_at: float) -> bool:
    began = time.monotonic() * 1_000 - listed["elapsedMs"]
    same: bool = listed["text"][:_COMPARED].split() == text[:_COMPARED].split()
    return same and abs(began - sent_at * 1_000) < _APART


def _told(endpoint: Endpoint, command: str) -> Any:
    """What the store's HTTP interface answers to a command."""
    body = json.dumps({"command": command}).encode()
    return post(endpoint, "server", body, seconds=_SECONDS)["result"]

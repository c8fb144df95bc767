"""Topics of messages in Segment's format: as over HTTP, and each once wherever reading breaks off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.wal import Appender
from ingest.kafka.consuming import ConsumeOptions
from ingest.live.drain import Drain
from tests.ingest.kafka.conftest import Shop
from tests.support.kafka import Broker

MAPPING = """
    source: web
    files:
      - kafka: {{bootstrap: "{address}", topic: {topic}, format: messages}}
"""


@pytest.fixture
def web(kafka: Broker, tmp_path: Path) -> Shop:
    """An empty topic of messages."""
    found = Shop(tmp_path, kafka, f"web-{tmp_path.name}", MAPPING)
    kafka.make(found.topic)
    return found


def track(event: str, **more: Any) -> dict[str, Any]:
    return {"type": "track", "userId": "1", "event": event, **more}


def _events(web: Shop) -> list[str]:
    found = web.rows("SELECT json_extract_string(nodes::JSON, '$[0][2].name') FROM events ORDER BY 1")
    return [name for (name,) in found]


def test_messages_become_what_they_become_over_http(web: Shop) -> None:
    traits = {"email": "anna@mail.de", "name": "Anna Alt"}
    web.put(
        {"type": "identify", "userId": "1", "messageId": "m", "traits": traits}, track("Same"), track("Same")
    )
    web.put(b"poison", None, track("Later", messageId="m"), {"type": "track"})
    brought = web.read()

    assert (brought.messages, brought.rejected, brought.passed_over) == (7, 2, 1)
    assert web.names == ["Anna Alt"]
    assert _events(web) == ["Same", "Same"]  # those without an id are two; an id that came before is known
    assert web.rows("SELECT file, line FROM rejected ORDER BY line") == [
        (f"topic {web.topic}:0", 3),
        (f"topic {web.topic}:0", 6),
    ]
    assert web.read().messages == 0


@pytest.mark.parametrize("broken", ["append", "portion"])
def test_what_breaks_off_comes_once(web: Shop, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """Before the log has a portion, and before the journal has it: it is read again, and told apart."""
    web.put(track("One"), track("Two"))
    with monkeypatch.context() as patched, web.opened() as topics:
        patched.setattr({"append": Appender, "portion": Drain}[broken], broken, _killed)
        with pytest.raises(InterruptedError):
            while not topics.done:
                topics.portion()
    web.read()
    web.read(ConsumeOptions(full=True))

    assert _events(web) == ["One", "Two"]


def _killed(*_: Any) -> Any:
    raise InterruptedError

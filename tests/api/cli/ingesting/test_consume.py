"""`ckg consume`: what comes through topics shows in the graph, while it runs and when it ends."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from pathlib import Path

from graph.store import Store
from tests.support.kafka import broker
from tests.support.script import Script
from tests.support.stores import environment_of, reading

_NAMES = reading("MATCH (r:SourceRecord) RETURN r.full_name AS name ORDER BY name")
_LONGEST = 120.0

MAPPING = """
source: shop
files:
  - kafka: {{bootstrap: "{address}", topic: people}}
    rows: {{kind: customer, fields: {{source_id: nr, full_name: name}}}}
"""


def _names(store: Store) -> list[str]:
    return [row["name"] for row in store.run(_NAMES)]


def _terminate_with(store: Store, count: int) -> None:
    """End this process as `kill` does, once so many show, if somebody waits for that."""
    until = time.monotonic() + _LONGEST
    while len(_names(store)) < count and time.monotonic() < until:
        time.sleep(0.1)
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        os.kill(os.getpid(), signal.SIGTERM)


def test_topics_show_in_the_graph(embedded_store: Store, tmp_path: Path) -> None:
    """At once with --once; as they come without it, until it is terminated, which ends it well."""
    ckg = Script({**environment_of(embedded_store), "CKG_HOME": str(tmp_path / "home")}, tmp_path)
    with broker() as kafka:
        (tmp_path / "shop.yaml").write_text(MAPPING.format(address=kafka.address), encoding="utf-8")
        kafka.put("people", {"nr": 1, "name": "Anna Alt"}, b"poison")
        first = ckg.ask("consume", "shop.yaml", "--once")
        shown = _names(embedded_store)
        kafka.put("people", {"nr": 2, "name": "Bernd Neu"})
        ending = threading.Thread(target=_terminate_with, args=(embedded_store, 2))
        ending.start()
        second = ckg.run("consume", "shop.yaml", "--json")
        ending.join()

    assert (first["messages"], first["accepted"], first["rejected"]) == (2, 1, 1)
    assert shown == ["Anna Alt"]
    assert (second.status, _names(embedded_store)) == (0, ["Anna Alt", "Bernd Neu"])
    assert json.loads(second.output)["messages"] == 1
    assert ckg.ask("status")["topics"]["shop people:0"] == 0


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    """A mapping without topics, and a broker that is not there, before anything is opened."""
    ckg = Script({**os.environ, "CKG_HOME": str(tmp_path / "home")}, tmp_path)
    rows = "rows: {kind: customer, fields: {source_id: nr}}"
    (tmp_path / "files.yaml").write_text(f"source: a\nfiles: [{{path: a.csv, {rows}}}]", encoding="utf-8")
    (tmp_path / "twice.yaml").write_text(
        f"source: a\nfiles: [{{kafka: {{bootstrap: x, topic: [t, t]}}, {rows}}}]", encoding="utf-8"
    )
    for mapping, told in (("files.yaml", "names no topic"), ("twice.yaml", "Topic t is in two entries")):
        found = ckg.run("consume", mapping)
        assert found.status == 1
        assert told in found.errors

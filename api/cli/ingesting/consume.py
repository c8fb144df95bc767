"""`ckg consume`: topics of Kafka into journal, customers and graph, for as long as it runs."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.terminal.console import err, out, print_json, progress, warn_of_clock
from api.cli.terminal.options import AsJson
from graph.progress import OnProgress
from graph.settings import Settings, load_settings
from ingest.cleaning.base import Context
from ingest.kafka.progress import note
from ingest.mapping_files.loader import load_mapping
from ingest.packaged import mapping_path

if TYPE_CHECKING:
    from ingest.kafka.consuming import Consumption
    from ingest.kafka.rows import PortionCounts


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("consume")(consume)


def consume(
    mapping: Annotated[Path, typer.Argument(help="Mapping whose entries name topics under `kafka`.")],
    once: Annotated[bool, typer.Option("--once", help="End when all that is there now is read.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Read topics from their beginning, not from where the journal is.")
    ] = False,
    accept_losses: Annotated[
        bool,
        typer.Option(
            "--accept-losses", help="Go on where Kafka no longer has what comes next, or has another topic."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read topics of Kafka into the journal, each message once; customers and graph follow.

    It runs until it is interrupted or terminated, stores what it has read, and ends. Where it goes on is in
    the journal; a message that is no row goes to quarantine.
    """
    from graph.journal import Journal  # takes long, as does a client; mistakes are told before
    from ingest.kafka.consuming import ConsumeOptions, consumption

    settings = load_settings()
    defaults = Context(country=settings.country, timezone=settings.timezone)
    loaded = load_mapping(mapping_path(mapping), defaults)
    journal, how = Journal.open(settings), ConsumeOptions(accept_losses, full)
    warn_of_clock(journal)
    with _ended() as ended, consumption(loaded, journal, settings, how) as topics, progress() as on_progress:
        reading = _Reading(topics, _Lag(settings, loaded.source, on_progress), ended)
        if once:
            reading.until_done()
        else:
            reading.and_follow(settings)
        behind = topics.behind()
        note(settings, loaded.source, behind)
    if once:
        _bring_up(settings, reading.total.accepted)
    _tell(reading.total, {partition.shown: count for partition, count in behind.items()}, as_json=as_json)


@dataclass
class _Lag:
    """Tells how far reading is, and how far behind: to who looks on, and for metrics once a second."""

    settings: Settings
    source: str
    on_progress: OnProgress
    told: float = 0.0

    def tell(self, read: int, topics: Consumption) -> None:
        """Tell it, with so many messages read."""
        if time.monotonic() - self.told < 1.0:
            return
        self.told, behind = time.monotonic(), topics.behind()
        note(self.settings, self.source, behind)
        self.on_progress("messages", read, read + sum(behind.values()))


class _Reading:
    """Reads portion after portion until it is ended, and counts."""

    def __init__(self, topics: Consumption, lag: _Lag, ended: threading.Event) -> None:
        from ingest.kafka.rows import PortionCounts

        self._topics, self._lag, self._ended = topics, lag, ended
        self.total = PortionCounts()

    def until_done(self) -> None:
        """Read all that is there."""
        while not self._topics.done and not self._ended.is_set():
            self._portion()

    def and_follow(self, settings: Settings) -> None:
        """Read until it is ended, while customers and graph follow."""
        from api.following import FollowerLoops

        following = FollowerLoops(settings)
        with following.running():
            while not self._ended.is_set():
                brought = self._portion()
                following.came(brought.accepted, brought.news)

    def _portion(self) -> PortionCounts:
        brought = self._topics.portion(lambda: not self._ended.is_set())
        self.total += replace(brought, news=())
        self._lag.tell(self.total.messages, self._topics)
        return brought


@contextmanager
def _ended() -> Iterator[threading.Event]:
    """Set when the process is to end: what is under way is stored first. A second signal ends it at once."""
    ended = threading.Event()

    def end(number: int, _frame: object) -> None:
        ended.set()
        signal.signal(number, before[signal.Signals(number)])

    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _bring_up(settings: Settings, entries: int) -> None:
    from api.workspace import Workspace
    from graph.store import Store

    with Store.open(settings) as store, progress() as on_progress:
        resolved, brought = Workspace(settings).take_in(entries, store, on_progress)
    if not resolved:
        err.print("Run `ckg resolve` to find out who is who among them.", markup=False)
    if brought.alert:
        err.print(f"alert: {brought.alert}", markup=False)


def _tell(total: PortionCounts, behind: dict[str, int], *, as_json: bool) -> None:
    counts = {name: count for name, count in asdict(total).items() if name != "news"}
    if as_json:
        print_json(counts | {"behind": behind})
        return
    out.print(
        ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items()), markup=False
    )
    for name, count in behind.items():
        out.print(f"{name}: {count:,} to come", markup=False)

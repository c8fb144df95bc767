"""A server that takes messages in, and a look at what became of them."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pytest

from api.app import create_app
from graph.journal import Journal
from graph.policy.write_keys import WriteKeys
from graph.settings import Settings
from ingest.live.drain import Drain
from tests.api.web.conftest import served


@dataclass
class Receiver:
    """A server that takes messages in, and its journal."""

    settings: Settings
    environment: Mapping[str, str]
    journal: Journal = field(init=False)

    def __post_init__(self) -> None:
        self.journal = Journal.open(self.settings)

    def run(self, *command: str, **environment: str) -> None:
        """Run a program that sends; it ends well."""
        given = {**os.environ, **self.environment, **environment}
        ended = subprocess.run(command, env=given, capture_output=True, text=True, timeout=120, check=False)
        assert ended.returncode == 0, ended.stderr + ended.stdout

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the journal has, once all is drained."""
        with closing(Drain(self.journal, self.settings)) as drain:
            while drain.waiting():
                drain.portion()
        with closing(
            self.journal.connect(views=("records", "events", "identifiers", "rejected"))
        ) as connection:
            return connection.execute(sql, values).fetchall()


@pytest.fixture(scope="module")
def receiver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Receiver]:
    """One without a store, which is never asked."""
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    key = WriteKeys(settings.home).add("shop")[1]
    with served(create_app(settings)) as server:
        host, port = server.servers[0].sockets[0].getsockname()
        yield Receiver(settings, {"ADDRESS": f"http://{host}:{port}", "KEY": key})

"""A real server on people that a run has resolved, whose graph the tests change as the commands would."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from api.workspace import Workspace
from graph.entries import Entry
from graph.identity.run import resolve
from graph.journal import Journal
from graph.progress import silent
from graph.settings import Settings
from graph.store import Store
from tests.api.conftest import serving
from tests.support.people import resolved
from tests.support.stores import settings_of, wipe


@dataclass(frozen=True)
class Installation:
    """A server's address, its settings and its store."""

    address: str
    settings: Settings
    store: Store

    def ask(self, query: str, **variables: object) -> dict[str, object]:
        """The data of an operation, by POST."""
        asked = {"query": query, "variables": variables}
        answer = httpx.post(f"{self.address}/graphql", json=asked, timeout=60).json()
        assert "errors" not in answer, answer
        data: dict[str, object] = answer["data"]
        return data

    def take_in(self, ingest: str, *entries: Entry) -> None:
        """New entries, resolved and shown, as `ckg ingest` does it in a process of its own."""
        self.journal.append(entries, ingest)
        Workspace(self.settings).take_in(len(entries), self.store, silent)

    def run(self) -> None:
        """An identity run over everything, as `ckg resolve` does it."""
        resolve(self.journal, self.settings)

    def project(self) -> None:
        """What `ckg` does after something new in the journal, in a process of its own."""
        Workspace(self.settings).project(self.store, silent)

    @property
    def journal(self) -> Journal:
        """The journal."""
        return Journal.open(self.settings)


@pytest.fixture(scope="module")
def people(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A server on the embedded store; tests leave people as they were, or use some of their own."""
    home = tmp_path_factory.mktemp("home")
    wipe(embedded_session)
    resolved(home)
    settings = settings_of(embedded_session.endpoint, home).model_copy(update={"stewardship": True})
    Workspace(settings).project(embedded_session, silent)
    with serving(settings.model_copy(update={"graphql_seconds": 300.0})) as address:
        yield Installation(address, settings, embedded_session)

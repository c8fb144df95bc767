"""Servers for every role: of a graph in which one person is everywhere, and of people in doubt."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.workspace import Workspace
from graph.entries import Origin, Rejection
from graph.journal import Journal
from graph.progress import silent
from graph.store import Store
from tests.api.conftest import running
from tests.api.gql.policy.office import Office, keys_of
from tests.support.canary import write_canary
from tests.support.people import FAMILY, GIVEN
from tests.support.stores import settings_of, wipe


@pytest.fixture(scope="module")
def office(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A server of the graph in which one person is everywhere."""
    write_canary(wipe(embedded_session))
    home = tmp_path_factory.mktemp("home")
    with running(settings_of(embedded_session.endpoint, home)) as client:
        yield Office(client, keys_of(home))


@pytest.fixture(scope="module")
def stewards(
    in_doubt: Path, embedded_session: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """A server of people who are resolved, some in doubt."""
    folder = tmp_path_factory.mktemp("stewards")
    shutil.copytree(in_doubt, folder, dirs_exist_ok=True)
    settings = settings_of(embedded_session.endpoint, folder / "home")
    settings = settings.model_copy(update={"rules": folder / "rules.yaml"})
    name = f"{GIVEN[0]} {FAMILY[0]}"
    row = Rejection(
        "crm", Origin("k.csv", 7), "birth_date", name, "is no date", json.dumps([name]), "customer 7"
    )
    Journal.open(settings).reject([row], "one")
    Workspace(settings).project(wipe(embedded_session), silent)
    with running(settings) as client:
        yield Office(client, keys_of(folder / "home"))

"""Wrong addresses and credentials: what a user reads, and that nothing of the driver shows."""

import asyncio
import os
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from neo4j.exceptions import ClientError, Neo4jError
from pydantic import SecretStr

from graph import store as module
from graph.errors import SettingsError
from graph.settings import Settings
from graph.store import Store
from graph.store_async import AsyncStore
from graph.stores.driver import DRIVER_OPTIONS
from graph.stores.endpoint import Endpoint
from graph.stores.errors import StoreAuthError, StoreDiskError, StoreUnavailableError
from graph.stores.failures import readable_errors
from tests.support.stores import settings_of


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_nothing_listens(tmp_path: Path) -> None:
    uri = f"bolt://127.0.0.1:{free_port()}"
    settings = Settings(home=tmp_path, neo4j_uri=uri, neo4j_password=SecretStr("x"))

    with pytest.raises(StoreUnavailableError, match="No store answers") as failure:
        Store.open(settings)

    assert uri in str(failure.value)
    assert "Start the server" in str(failure.value)
    assert failure.value.__cause__ is None


def test_a_host_that_does_not_exist(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, neo4j_uri="bolt://nowhere.invalid:7687", neo4j_password=SecretStr("x"))

    with pytest.raises(StoreUnavailableError, match=r"nowhere\.invalid"):
        Store.open(settings)


def test_a_wrong_password(store: Store) -> None:
    endpoint = replace(store.endpoint, password=SecretStr("wrong-password"))

    with pytest.raises(StoreAuthError, match="NEO4J_PASSWORD") as failure:
        Store(endpoint)

    assert "wrong-password" not in str(failure.value)


def test_a_wrong_password_asynchronously(embedded_store: Store) -> None:
    endpoint = replace(embedded_store.endpoint, password=SecretStr("wrong-password"))

    with pytest.raises(StoreAuthError):
        asyncio.run(AsyncStore.connect(endpoint))


def test_an_unknown_database(store: Store) -> None:
    with pytest.raises(StoreUnavailableError, match="NEO4J_DATABASE"):
        Store(replace(store.endpoint, database="nosuch"))


def test_a_server_that_speaks_http(store: Store) -> None:
    endpoint = replace(store.endpoint, uri=f"bolt://127.0.0.1:{store.endpoint.http_port}")

    with pytest.raises(StoreUnavailableError, match="not a graph store that speaks Bolt"):
        Store(endpoint)


def test_a_server_that_hangs_is_told_after_one_attempt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DRIVER_OPTIONS", {**DRIVER_OPTIONS, "connection_acquisition_timeout": 0.2})
    monkeypatch.setattr(module, "GOING", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        uri = f"bolt://127.0.0.1:{silent.getsockname()[1]}"
        embedded = Endpoint(uri, "root", SecretStr("x"), "ckg", folder=tmp_path)
        monkeypatch.setattr(module, "endpoint_for", lambda _: embedded)
        with pytest.raises(StoreUnavailableError, match=r"says nothing.*`ckg stop`"):
            Store.open(Settings(home=tmp_path))
        silent.settimeout(0)
        silent.accept()
        with pytest.raises(BlockingIOError):
            silent.accept()

        with pytest.raises(StoreUnavailableError, match=r"says nothing.*NEO4J_URI"):
            Store(replace(embedded, folder=None))


@pytest.mark.parametrize(
    "uri", ["http://localhost:7474", "localhost:7687", "bolt://", "bolt://me:secret@host", "bolt://h:port"]
)
def test_an_address_that_is_none(tmp_path: Path, uri: str) -> None:
    settings = Settings(home=tmp_path, neo4j_uri=uri, neo4j_password=SecretStr("x"))

    with pytest.raises(SettingsError, match="NEO4J_URI is not a Bolt address") as failure:
        Store.open(settings)

    assert "secret" not in str(failure.value)


def test_a_missing_password(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="NEO4J_PASSWORD"):
        Store.open(Settings(home=tmp_path, neo4j_uri="bolt://localhost:7687"))


def test_a_configured_server_is_used_and_no_embedded_one_started(store: Store, tmp_path: Path) -> None:
    settings = settings_of(store.endpoint, tmp_path / "home")

    with Store.open(settings) as other:
        assert other.dialect is store.dialect

    assert not settings.home.exists()


def raise_readably(error: Exception, endpoint: Endpoint) -> None:
    with readable_errors(endpoint, "projection/wipe"):
        raise error


def test_a_right_that_is_missing_is_no_wrong_password(store: Store) -> None:
    error = Neo4jError._hydrate_neo4j(code="Neo.ClientError.Security.Forbidden", message="value")

    with pytest.raises(StoreAuthError, match=r"does not allow user.*make constraints") as failure:
        raise_readably(error, store.endpoint)

    assert "password" not in str(failure.value)


def test_a_full_disk_under_a_store_of_this_machine_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Servers answer with codes such as UnknownError and TransactionNotFound then."""
    found = list(os.statvfs(tmp_path))
    found[4] = 0  # free blocks
    monkeypatch.setattr(os, "statvfs", lambda _: os.statvfs_result(found))
    endpoint = Endpoint("bolt://127.0.0.1:1", "u", SecretStr("p"), "d", folder=tmp_path)
    failed = ClientError("secret")

    with pytest.raises(StoreDiskError, match=f"disk that holds {tmp_path} is full") as told:
        raise_readably(failed, endpoint)

    assert "secret" not in str(told.value)

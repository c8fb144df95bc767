"""The Neo4j Browser on a store that holds a company in miniature."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.browser import BrowserServer, prepare_browser
from graph.store import Store
from graph.stores.neo4j_local import jars_folder
from tests.support.chromium import DrivenBrowser, driven_browser, require, served
from tests.support.stores import settings_of, writing

COMPANY = Path(__file__).with_name("small_company.cypher")


@pytest.fixture
def company(any_store: Store) -> Store:
    """A store with the company in it."""
    any_store.run(writing(COMPANY.read_text(encoding="utf-8")))
    return any_store


@pytest.fixture
def browser_server(company: Store, tmp_path: Path) -> Iterator[BrowserServer]:
    """What `ckg browser` serves for that store; skips without Maven."""
    require("Maven", present=bool(shutil.which("mvn")) or jars_folder().exists())
    with served(prepare_browser(settings_of(company.endpoint, tmp_path / "home"), port=0)) as server:
        yield server


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[DrivenBrowser]:
    """A headless Chromium; skips without one."""
    with driven_browser(tmp_path / "profile") as driven:
        yield driven

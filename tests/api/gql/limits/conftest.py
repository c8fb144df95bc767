"""The application with narrow limits."""

from collections.abc import Iterator

import pytest

from graph.store import Store
from tests.api.company import found_company
from tests.api.conftest import Client, running
from tests.support.stores import settings_of, wipe

LIMITS = {"graphql_depth": 6, "graphql_cost": 2_000, "graphql_page": 50}


@pytest.fixture(scope="module")
def limited(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The application with narrow limits and without introspection."""
    store = wipe(embedded_session)
    found_company(store)
    settings = settings_of(store.endpoint, tmp_path_factory.mktemp("home"))
    with running(settings.model_copy(update={**LIMITS, "graphql_introspection": False})) as client:
        yield client

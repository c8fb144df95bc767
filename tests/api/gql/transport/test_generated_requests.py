"""Requests that Schemathesis makes from the schema of GraphQL and from that of the HTTP interface."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.policy.write_keys import WriteKeys
from tests.api.conftest import Client, serving
from tests.support.budget import examples

WIDE = {"graphql_page": 2**31, "graphql_cost": 2**62, "graphql_rate": 0}
"""Limits that let operations through: any number may stand in a page's size."""

QUICKLY = settings(
    max_examples=examples(15),
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[*HealthCheck],
    derandomize=True,
)


@pytest.fixture(scope="module")
def url(embedded_client: Client) -> Iterator[str]:
    """A real server that shows its schemas."""
    developing = embedded_client.app.state.settings.model_copy(
        update={"development": True, "graphql_seconds": 300.0, **WIDE}
    )
    with serving(developing) as address:
        yield address


def cases(schema: Any) -> st.SearchStrategy[Any]:
    """Requests to all operations of a schema."""
    return st.one_of([each.ok().as_strategy() for each in schema.get_all_operations()])


def test_no_operation_makes_the_server_fail(url: str) -> None:
    schema = schemathesis.graphql.from_url(f"{url}/graphql")
    answered: set[str] = set()

    @QUICKLY
    @given(cases(schema))
    def ask(case: Any) -> None:
        answer = case.call()
        assert answer.status_code < 500, case.body
        errors = answer.json().get("errors", ())
        codes = {error["extensions"]["code"] for error in errors}
        assert not codes & {"INTERNAL_SERVER_ERROR", "STORE_UNAVAILABLE"}, case.body
        answered.update(codes or {"data"})

    ask()
    assert "data" in answered


def test_no_request_to_the_http_interface_makes_the_server_fail(url: str, embedded_client: Client) -> None:
    schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
    _, key = WriteKeys(embedded_client.app.state.settings.home).add("shop")
    answered: set[tuple[str, int]] = set()

    @QUICKLY
    @given(cases(schema))
    def ask(case: Any) -> None:
        answer = case.call(auth=(key, ""))
        assert answer.status_code < 500, case.body
        answered.add((case.path, answer.status_code))

    ask()
    read = {status for path, status in answered if path.startswith("/v1/")}
    assert read <= {200, 400}  # each was let in by its key, and its body was looked at
    assert read

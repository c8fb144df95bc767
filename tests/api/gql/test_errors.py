"""What clients hear of errors: what they can mend in full, all else without addresses, folders and values."""

import errno
from typing import Any

import pytest
from graphql import GraphQLError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.gql.codes import DOCUMENT, Code, document
from api.gql.errors import described, formatted
from graph.errors import (
    ConflictError,
    DiskError,
    IdentityError,
    JournalError,
    MissingRunError,
    NotFoundError,
    RulesError,
    SettingsError,
)
from graph.identity.state.file import DamagedStateError
from graph.policy.principals import Principal, Role
from graph.stores.errors import StoreUnavailableError
from tests.api.conftest import Client
from tests.support.budget import examples
from tests.support.characters import CHARACTERS

READER = Principal.of("reader", [Role.READ])
PLACE = "/srv/ckg/anna"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StoreUnavailableError(f"No store answers at bolt:/{PLACE}."), "STORE_UNAVAILABLE"),
        (JournalError(PLACE), "STORE_UNAVAILABLE"),
        (DiskError(PLACE), "STORE_UNAVAILABLE"),
        (SettingsError(PLACE), "STORE_UNAVAILABLE"),
        (RulesError(PLACE), "STORE_UNAVAILABLE"),
        (DamagedStateError(PLACE), "STORE_UNAVAILABLE"),
        (MissingRunError(PLACE), "STORE_UNAVAILABLE"),
        (OSError(errno.ENOSPC, "No space left on device", PLACE), "STORE_UNAVAILABLE"),
        (ValueError(PLACE), "INTERNAL_SERVER_ERROR"),
    ],
)
def test_no_place_on_the_server_is_told(error: Exception, code: str) -> None:
    told = formatted(GraphQLError("x", original_error=error), READER)

    assert told["extensions"]["code"] == code
    assert "srv" not in str(told)
    assert "log" in told["message"] or "operators" in told["message"]


def test_what_a_client_can_mend_is_told() -> None:
    error = IdentityError("No record is a:1.")
    told = formatted(GraphQLError("No record is a:1.", original_error=error), READER)

    assert (told["message"], told["extensions"]["code"]) == ("No record is a:1.", "BAD_USER_INPUT")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotFoundError("There is no record a:1."), "NOT_FOUND"),
        (ConflictError("Case 1 is closed."), "CONFLICT"),
    ],
)
def test_what_is_missing_or_contradicts_has_a_code_of_its_own(error: IdentityError, code: str) -> None:
    told = formatted(GraphQLError("x", original_error=error), READER)

    assert told["extensions"] == {"code": code, "advice": Code.of(code).advice}


def test_the_page_of_codes_is_as_written() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "Write it anew with `python -m api.gql.codes`."


ASKED = """query($id: ID!, $text: String, $size: Int! = 5, $number: Float, $after: String) {
  customer(id: $id) {id} order(id: $id) {id} referralTree(customer: $id) {reach}
  path(from: $id, to: "x", maxLength: $size) {length}
  customers(filter: {text: $text, revenue: {gte: $number}}, first: $size, after: $after) {nodes {id}}
}"""
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(CHARACTERS, max_size=20),
    st.lists(st.text(CHARACTERS, max_size=3), max_size=2),
    st.sampled_from(["\0", "WyJJRCIsIDEsIDJd", "W10=", "e30=", "\ufffe", "'})//", "9" * 400]),
)


@settings(
    max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.fixed_dictionaries(dict.fromkeys(("id", "text", "size", "number", "after"), VALUES)))
def test_no_value_of_a_client_is_a_fault_of_the_server(
    embedded_client: Client, variables: dict[str, Any]
) -> None:
    answer = embedded_client.request("POST", "/graphql", json={"query": ASKED, "variables": variables})

    codes = {error["extensions"]["code"] for error in answer.json().get("errors", ())}
    assert codes <= {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED", "PAGE_TOO_LARGE"}


def test_the_log_has_our_messages_and_those_of_nobody_else() -> None:
    assert PLACE in described(JournalError(PLACE))
    assert "anna" not in described(ValueError("anna@example.de"))


def test_addresses_in_messages_are_masked_without_the_role() -> None:
    error = IdentityError("No record is news:anna.berger@example.de or +49 221 12345.")
    told = [
        formatted(GraphQLError(error.message, original_error=error), who)["message"]
        for who in (READER, Principal.of("all", [Role.READ, Role.PII]))
    ]

    assert told == ["No record is news:…@example.de or +49…45.", error.message]

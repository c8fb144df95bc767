"""What clients hear of errors: what they can mend in full, all else without addresses, folders and values."""

import errno

import pytest
from graphql import GraphQLError

from api.gql.errors import described, formatted
from graph.errors import DiskError, IdentityError, JournalError, RulesError, SettingsError
from graph.identity.state.file import DamagedStateError
from graph.policy.principals import Principal, Role
from graph.stores.errors import StoreUnavailableError

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
        (OSError(errno.ENOSPC, "No space left on device", PLACE), "STORE_UNAVAILABLE"),
        (ValueError(PLACE), "INTERNAL_SERVER_ERROR"),
    ],
)
def test_no_place_on_the_server_is_told(error: Exception, code: str) -> None:
    told = formatted(GraphQLError("x", original_error=error), READER)

    assert told["extensions"]["code"] == code
    assert "srv" not in str(told)
    assert "log" in told["message"]


def test_what_a_client_can_mend_is_told() -> None:
    error = IdentityError("No record is a:1.")
    told = formatted(GraphQLError("No record is a:1.", original_error=error), READER)

    assert (told["message"], told["extensions"]["code"]) == ("No record is a:1.", "BAD_USER_INPUT")


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

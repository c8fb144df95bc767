"""What clients hear of errors: what they can mend in full, all else without addresses, folders and values."""

import errno

import pytest
from graphql import GraphQLError

from api.gql.errors import described, formatted
from graph.errors import DiskError, IdentityError, JournalError, RulesError, SettingsError
from graph.identity.state.file import DamagedStateError
from graph.stores.errors import StoreUnavailableError

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
    told = formatted(GraphQLError("x", original_error=error))

    assert told["extensions"]["code"] == code
    assert "srv" not in str(told)
    assert "log" in told["message"]


def test_what_a_client_can_mend_is_told() -> None:
    told = formatted(GraphQLError("No record is a:1.", original_error=IdentityError("No record is a:1.")))

    assert (told["message"], told["extensions"]["code"]) == ("No record is a:1.", "BAD_USER_INPUT")


def test_the_log_has_our_messages_and_those_of_nobody_else() -> None:
    assert PLACE in described(JournalError(PLACE))
    assert "anna" not in described(ValueError("anna@example.de"))

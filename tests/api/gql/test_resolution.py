"""`resolveRecord` says what is wrong with a question; tests/api/cli asks it of a real server."""

import pytest

from tests.api.conftest import Client

QUERY = "query ($input: RecordInput!) { resolveRecord(input: $input) { runId } }"


@pytest.mark.parametrize(
    ("asked", "message"),
    [({"source": "crm"}, "source and sourceId"), ({"fullName": "Ada"}, "no index")],
)
def test_names_what_is_missing(client: Client, asked: dict[str, str], message: str) -> None:
    [error] = client.answer(QUERY, input=asked)["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert message in error["message"]

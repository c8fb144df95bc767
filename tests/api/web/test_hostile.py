"""Requests made by chance, as `make bench-faults` sends them to a real server."""

import random

import pytest

from benchmarks.hostile import hostile
from tests.api.conftest import Client


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(4))
def test_no_request_makes_the_server_fail_or_repeat_it(
    embedded_client: Client, seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret

    for _ in range(50):
        asked = hostile(chance)
        answer = embedded_client.request(asked.method, "/graphql", content=asked.body, headers=asked.headers)
        assert answer.status_code < 500, asked.body[:200]
        assert "INTERNAL_SERVER_ERROR" not in answer.text, asked.body[:200]
        assert len(answer.content) < 10_000
    assert "Traceback" not in caplog.text

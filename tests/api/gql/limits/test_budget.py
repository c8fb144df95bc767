"""What a caller may ask for in a minute."""

from pathlib import Path

import pytest

from graph.errors import SettingsError
from graph.policy.keys import Keys
from graph.policy.principals import Role
from graph.settings import load_settings
from tests.api.conftest import Client, running

TEN = "{identityRuns(first: 10) {id}}"


def test_who_asks_for_more_than_a_minute_allows_is_told_when_to_come_again(
    embedded_client: Client, tmp_path: Path
) -> None:
    keys = Keys(tmp_path)
    one, other, steward = (
        {"x-api-key": keys.add(name, [role])[1]}
        for name, role in (("one", Role.READ), ("other", Role.READ), ("s", Role.STEWARD))
    )
    settings = embedded_client.app.state.settings.model_copy(
        update={"home": tmp_path, "graphql_rate": 25, "graphql_rates": {"steward": 0}}
    )

    with running(settings) as client:
        answers = [
            client.request("POST", "/graphql", json={"query": TEN}, headers=who)
            for who in (one, one, one, other, *[steward] * 4)
        ]

    assert [answer.status_code for answer in answers] == [200, 200, 429, 200, 200, 200, 200, 200]
    assert [answer.headers.get("ratelimit-remaining") for answer in answers[:5]] == [
        "15",
        "5",
        "5",
        "15",
        None,
    ]
    refused = answers[2]
    assert refused.headers["ratelimit-limit"] == "25"
    assert 1 <= int(refused.headers["retry-after"]) <= 120
    assert refused.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
    assert "data" not in refused.json()


@pytest.mark.parametrize(
    ("rate", "left"),
    [
        # Each costs one object, and 20 more since it took too long; what is left of a hundred at last is 16.
        (100, ["79", "58", "37", "16", "0", "0"]),
        (1, ["0", "0"]),  # nothing is left for the time
    ],
)
def test_running_out_of_time_costs_a_fifth_of_a_minute(
    embedded_client: Client, rate: int, left: list[str]
) -> None:
    settings = embedded_client.app.state.settings.model_copy(
        update={"graphql_rate": rate, "graphql_seconds": 0.0}
    )
    with running(settings) as client:
        answers = [
            client.request("POST", "/graphql", json={"query": "{identityRuns(first: 1) {id}}"}) for _ in left
        ]

    assert [answer.headers.get("ratelimit-remaining") for answer in answers] == left
    assert [answer.status_code for answer in answers] == [200] * (len(left) - 1) + [429]


def test_rates_by_role_come_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CKG_GRAPHQL_RATES", ", ".join(f"{role.value}={len(role)}" for role in Role))

    assert load_settings().graphql_rates == {role.value: len(role) for role in Role}


@pytest.mark.parametrize("wrong", ["king=1", "read", "read=many", "read=-1"])
def test_rates_that_are_none_are_named(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("CKG_GRAPHQL_RATES", wrong)

    with pytest.raises(SettingsError, match="graphql_rates"):
        load_settings()

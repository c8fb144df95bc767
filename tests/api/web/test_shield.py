"""Which hosts are answered, what every answer carries, and what of an unforeseen error is told."""

import logging

import pytest

from graph.errors import SettingsError
from graph.settings import Settings, load_settings
from tests.api.conftest import Client, running


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_this_machine_answers_to_its_own_names(embedded_client: Client, host: str) -> None:
    assert embedded_client.request("GET", "/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@evil.example"])
@pytest.mark.parametrize("path", ["/graphql?query={identityRuns{id}}", "/readyz", "/nothing"])
def test_other_names_are_refused(embedded_client: Client, host: str, path: str) -> None:
    answer = embedded_client.request("GET", path, headers={"host": host})

    assert answer.status_code == 400
    assert "data" not in answer.text


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("Host", "localhost", "evil.example"),
        ("Authorization", "Bearer ckg_1", "Bearer ckg_2"),
        ("x-api-key", "ckg_1", "ckg_1"),
        ("Idempotency-Key", "a", "b"),
        ("content-type", "application/json", "text/plain"),
    ],
)
@pytest.mark.parametrize("path", ["/graphql", "/v1/track"])
def test_what_counts_once_comes_once(
    embedded_client: Client, path: str, name: str, one: str, other: str
) -> None:
    answer = embedded_client.request("POST", path, headers=[(name, one), (name, other)])

    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")
    assert name.lower() in answer.json()["errors"][0]["message"]


def test_names_come_from_the_settings(embedded_client: Client) -> None:
    settings = embedded_client.app.state.settings.model_copy(update={"hosts": ("*.example.com",)})

    with running(settings) as client:
        answers = [
            client.request("GET", "/healthz", headers={"host": host}).status_code
            for host in ("ckg.example.com", "localhost", "example.org")
        ]

    assert answers == [200, 200, 400]


def test_hosts_are_names_with_commas_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CKG_HOSTS", "ckg.example.com, *.example.org")

    assert load_settings().hosts == ("ckg.example.com", "*.example.org")


@pytest.mark.parametrize("wrong", ["http://a.example", "a.example:80", "a.*.example", "a b"])
def test_a_host_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("CKG_HOSTS", wrong)

    with pytest.raises(SettingsError, match="hosts"):
        load_settings()


@pytest.mark.parametrize("path", ["/graphql?query={identityRuns{id}}", "/graphql", "/readyz", "/nothing"])
@pytest.mark.parametrize("host", ["localhost", "evil.example"])
def test_no_answer_is_kept_or_guessed_at_or_framed(embedded_client: Client, path: str, host: str) -> None:
    headers = embedded_client.request("GET", path, headers={"host": host}).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "default-src 'none'; frame-ancestors 'none'" in headers["content-security-policy"]


def test_an_error_outside_of_graphql_is_hidden_and_logged_without_values(
    embedded_client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    settings: Settings = embedded_client.app.state.settings

    async def fail() -> None:
        raise ValueError("anna@example.de")

    with running(settings) as client, caplog.at_level(logging.INFO):
        client.app.get("/fails")(fail)
        answer = client.request("GET", "/fails")

    assert answer.status_code == 500
    assert answer.json()["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert answer.headers["cache-control"] == "no-store"
    assert "anna" not in answer.text + caplog.text
    assert "ValueError" in caplog.text

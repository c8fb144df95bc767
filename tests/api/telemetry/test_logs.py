"""What the server writes down of requests, and that it is nobody's data."""

import json
import logging
import warnings
from collections.abc import Iterator

import pytest

from api.telemetry.logs import JsonLines, Lines, configure
from api.telemetry.requests import HEADER
from tests.api.conftest import Client
from tests.support.canary import SECRETS, TELLING

SEARCHED = """query($id: ID!, $text: String, $after: String) {
  customer(id: $id) {id} order(id: $id) {id}
  customers(filter: {text: $text}, after: $after) {nodes {id}}
}"""


class Kept(logging.Handler):
    """Keeps lines."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one, unless it is the client's."""
        if record.name != "httpx":
            self.lines.append(self.format(record))


@pytest.fixture(params=[JsonLines, Lines])
def kept(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """The lines of the log, in each of its forms."""
    handler, root, ours = Kept(request.param()), logging.getLogger(), logging.getLogger("ckg")
    level, before = ours.level, root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    ours.setLevel(logging.INFO)
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(before)
    ours.setLevel(level)


def post(client: Client, query: str, request_id: str | None = None, **variables: str) -> tuple[str, str]:
    """The id that an answer has, and its text."""
    headers = {} if request_id is None else {HEADER: request_id}
    answer = client.request(
        "POST", "/graphql", json={"query": query, "variables": variables}, headers=headers
    )
    return answer.headers[HEADER], answer.text


def test_the_id_of_a_request_is_in_its_answer_and_its_lines(embedded_client: Client, kept: list[str]) -> None:
    given, _ = post(embedded_client, "{identityRuns {id}}", "shop-4711.a")

    assert given == "shop-4711.a"
    assert [line for line in kept if "shop-4711.a" in line and "request" in line]


@pytest.mark.parametrize("wrong", ["", "a b", "x" * 65, "a@example.de", "a;b"])
def test_ids_that_are_no_short_words_are_replaced(embedded_client: Client, wrong: str) -> None:
    given, _ = post(embedded_client, "{identityRuns {id}}", wrong)

    assert given != wrong
    assert len(given) == 32


def test_a_line_of_json_tells_what_became_of_a_request(embedded_client: Client) -> None:
    handler = Kept(JsonLines())
    log = logging.getLogger("ckg.requests")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    given, _ = post(embedded_client, "{customers(first: 3) {nodes {id}}}")
    embedded_client.request("GET", "/secret/zoraya?x=quill")
    log.removeHandler(handler)

    operation, other = (json.loads(line) for line in handler.lines)
    assert operation.pop("at") <= other.pop("at")
    assert operation.pop("ms") >= 0
    assert operation.pop("cost") >= 3
    assert operation == {
        "level": "info",
        "logger": "ckg.requests",
        "message": "request",
        "request_id": given,
        "method": "POST",
        "path": "/graphql",
        "status": 200,
        "operation": "query",
    }
    assert (other["path"], other["status"]) == ("other", 404)


def test_no_personal_data_reaches_logs_or_metrics(
    embedded_client: Client, kept: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in TELLING.values():
        post(embedded_client, SEARCHED, "searched", id=value, text=value, after=value)
        post(embedded_client, f'{{customers(filter: {{text: "{value}"}}) {{nodes {{id}}}} {value}}}', "wrong")
        embedded_client.request("GET", f"/{value}", headers={HEADER: "other"})

    async def fail(*_: object, **__: object) -> None:
        raise ValueError(TELLING.values())

    monkeypatch.setattr(type(embedded_client.app.state.store), "answer", fail)
    _, answer = post(embedded_client, SEARCHED, "failed", id="1", text="x")
    metrics = embedded_client.request("GET", "/metrics", headers={HEADER: "metrics"}).text
    names = [line.rpartition(" ")[0] for line in metrics.splitlines()]  # numbers may be any
    told = "\n".join((*kept, *names, answer)).lower()

    assert "internal_server_error" in told
    assert [secret for secret in SECRETS if secret in told] == []


def test_tracebacks_become_places(capsys: pytest.CaptureFixture[str]) -> None:
    root, ours = logging.getLogger(), logging.getLogger("ckg")
    handlers, level = root.handlers, ours.level
    try:
        configure("json")
        try:
            raise ValueError("anna@example.de")
        except ValueError:
            logging.getLogger("another.program").exception("It failed")
    finally:
        root.handlers = handlers
        ours.setLevel(level)

    line = json.loads(capsys.readouterr().err)
    assert line["message"].startswith("It failed ValueError in ")
    assert "anna" not in line["message"]


def test_what_is_left_of_a_given_up_operation_is_not_told() -> None:
    root = logging.getLogger()
    before = root.handlers
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        configure("text")
        warnings.warn("coroutine 'x' was never awaited", RuntimeWarning, stacklevel=1)
        warnings.warn("another one", RuntimeWarning, stacklevel=1)
    root.handlers = before

    assert [str(each.message) for each in told] == ["another one"]

"""Clients that say nothing, drip, or do not read: the server hangs up on them, and on nobody else."""

import socket
import time

import pytest
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from api.web import timeouts
from api.web.bodies import BoundedBody
from tests.api.web.conftest import Serving, connection_to, served

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeouts, "REQUEST_SECONDS", 0.4)
    monkeypatch.setattr(timeouts, "READING_SECONDS", 0.4)


async def greet(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("hello")(scope, receive, send)


async def flood(scope: Scope, receive: Receive, send: Send) -> None:
    await Response(b"x" * 30_000_000)(scope, receive, send)


def answered(connection: socket.socket, ending: bytes) -> bool:
    """Whether an answer comes that ends so."""
    received = b""
    while not received.endswith(ending):
        data = connection.recv(10_000)
        if not data:
            return False
        received += data
    return True


def hung_up(connection: socket.socket) -> bool:
    """Whether the server has ended the connection; waits for it to do so."""
    try:
        while connection.recv(1 << 20):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize("said", [b"", b"G", POST, POST + b"X-A: 1\r\n"])
def test_headers_that_never_come(connected: Serving, said: bytes) -> None:
    connection = connected(greet)
    connection.sendall(said)

    assert hung_up(connection)


def test_headers_that_drip(connected: Serving) -> None:
    connection = connected(greet)

    with pytest.raises(ConnectionError):
        for letter in (POST + b"X" * 1_000).decode():
            connection.sendall(letter.encode())
            time.sleep(0.02)


def test_headers_without_end(connected: Serving) -> None:
    connection = connected(greet)

    with pytest.raises(ConnectionError):
        connection.sendall(POST)
        for _ in range(1_000):
            connection.sendall(b"X-A: " + b"x" * 10_000 + b"\r\n")
            time.sleep(0.001)


def test_too_many_headers_at_once(connected: Serving) -> None:
    connection = connected(greet)
    connection.sendall(GET[:-2] + b"X-A: " + b"x" * 60_000 + b"\r\n\r\n")
    assert answered(connection, b"hello")

    connection.sendall(GET[:-2] + b"X-A: " + b"x" * 65_000 + b"\r\n\r\n")

    assert not answered(connection, b"hello")


def test_a_second_request_that_never_ends(connected: Serving) -> None:
    connection = connected(greet)
    connection.sendall(GET)
    assert answered(connection, b"hello")

    connection.sendall(GET[:9])

    assert hung_up(connection)


def test_a_patient_client_is_served_again_and_again(connected: Serving) -> None:
    connection = connected(greet)

    for _ in range(3):
        connection.sendall(GET)
        assert answered(connection, b"hello")
        time.sleep(0.3)


@pytest.mark.parametrize("closing", [b"", b"Connection: close\r\n"])
def test_an_answer_that_nobody_reads(closing: bytes) -> None:
    with served(flood) as server, connection_to(server) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        connection.sendall(GET[:-2] + closing + b"\r\n")
        deadline = time.monotonic() + 20
        time.sleep(0.1)
        while server.server_state.connections:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_an_answer_that_is_long_is_read_to_its_end(connected: Serving) -> None:
    connection = connected(flood)
    connection.sendall(GET[:-2] + b"Connection: close\r\n\r\n")

    received = b""
    while data := connection.recv(1 << 20):
        received += data
    assert received.count(b"x") >= 30_000_000


def test_a_body_that_never_ends(connected: Serving) -> None:
    connection = connected(BoundedBody(greet, 1_000, 0.3))
    connection.sendall(POST + b"Content-Length: 10\r\n\r\n1")

    answer = connection.recv(10_000)

    assert answer.startswith(b"HTTP/1.1 408")
    assert hung_up(connection)


def test_a_body_that_goes_on_after_it_was_refused(connected: Serving) -> None:
    connection = connected(BoundedBody(greet, 1_000, 5.0))
    connection.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n")
    chunk = b"1000\r\n" + b" " * 4_096 + b"\r\n"
    connection.sendall(chunk)
    assert connection.recv(10_000).startswith(b"HTTP/1.1 413")

    with pytest.raises(ConnectionError):
        for _ in range(1_000):
            connection.sendall(chunk)
            time.sleep(0.01)


def test_a_large_body_is_answered_though_it_is_refused(connected: Serving) -> None:
    connection = connected(BoundedBody(greet, 1_000, 5.0))
    connection.sendall(POST + b"Content-Length: 5000000\r\n\r\n" + b" " * 5_000_000)

    assert answered(connection, b"}}]}")
    connection.sendall(GET)
    assert answered(connection, b"hello")


def test_a_client_that_hangs_up_leaves_no_trace(
    connected: Serving, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    for said in (POST + b"Content-Length: 10\r\n\r\n1", GET, b"G"):
        connection = connected(BoundedBody(flood, 1_000, 5.0))
        connection.sendall(said)
        connection.close()
    time.sleep(0.3)

    assert caplog.text == ""
    assert "Traceback" not in "".join(capfd.readouterr())

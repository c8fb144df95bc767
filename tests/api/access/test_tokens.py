"""Tokens of an issuer: what counts, and how often its keys are asked for."""

import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pydantic import ValidationError

from api.access.tokens import Tokens
from graph.policy.principals import Principal, Role
from graph.settings import Settings

ISSUER = "https://login.example.com"
OURS = rsa.generate_private_key(65537, 2048)
THEIRS = rsa.generate_private_key(65537, 2048)
CURVE = ec.generate_private_key(ec.SECP256R1())

Make = Callable[..., str]


class Issuer:
    """Serves public keys, and counts how often it is asked."""

    def __init__(self) -> None:
        self.keys = {"one": OURS}
        self.asked = 0
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                issuer.asked += 1
                self.send_response(200)
                self.end_headers()
                self.wfile.write(issuer.answer())

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/keys"

    def answer(self) -> bytes:
        """What is answered to whoever asks."""
        return json.dumps({"keys": self.published()}).encode()

    def published(self) -> list[dict[str, Any]]:
        """The public keys."""
        algorithm = jwt.algorithms.RSAAlgorithm
        return [
            {**algorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"}
            for kid, key in self.keys.items()
        ]


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    """An issuer on this machine."""
    found = Issuer()
    thread = Thread(target=found.server.serve_forever, args=(0.01,), daemon=True)  # how soon a stop is seen
    thread.start()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def tokens(issuer: Issuer, tmp_path: Path) -> Tokens:
    """Tokens of the issuer count."""
    return Tokens(Settings(home=tmp_path, oidc_issuer=ISSUER, oidc_audience="ckg", oidc_jwks=issuer.address))


def token(key: Any = OURS, kid: str = "one", algorithm: str = "RS256", **changes: Any) -> str:
    """A token that counts, but for the changes; a claim that is changed to null is left out."""
    claims = {
        "iss": ISSUER,
        "aud": "ckg",
        "sub": "ana",
        "exp": time.time() + 60,
        "roles": ["read", "pii", "boss"],
        **changes,
    }
    present = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(present, key, algorithm, {"kid": kid})


def test_a_token_says_who_and_what(tokens: Tokens) -> None:
    assert tokens.principal(token()) == Principal.of("ana", [Role.READ, Role.PII])
    assert tokens.principal(token(aud=["other", "ckg"], roles="steward")) == Principal.of(
        "ana", [Role.STEWARD]
    )
    assert tokens.principal(token(roles=None)) == Principal.of("ana", [])
    assert tokens.principal(token(exp=time.time() - 20)) is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": time.time() - 3_600},
        {"exp": None},
        {"nbf": time.time() + 3_600},
        {"iss": "https://login.example.org"},
        {"iss": None},
        {"aud": "shop"},
        {"aud": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "ana\ud800"},
        {"sub": "a" * 256},
        {"key": THEIRS},
        {"key": CURVE, "algorithm": "ES256"},
        {"kid": "two"},
        {"algorithm": "RS512"},
        {"algorithm": "HS256", "key": "x" * 64},
        {"algorithm": "none", "key": None},
    ],
    ids=[
        *("expired", "without an end", "not yet", "another issuer", "no issuer", "another audience"),
        *(
            "no audience",
            "of nobody",
            "an empty name",
            "half a character",
            "a long name",
            "another key",
            "another kind of key",
            "another key's name",
        ),
        *("another algorithm", "a shared secret", "unsigned"),
    ],
)
def test_what_does_not_count(tokens: Tokens, changes: dict[str, Any]) -> None:
    assert tokens.principal(token(**changes)) is None


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "e30.e30.", "ä.ö.ü", "." * 10_000])
def test_what_is_no_token(tokens: Tokens, issuer: Issuer, text: str) -> None:
    assert tokens.principal(text) is None
    assert issuer.asked == 0


def test_a_public_key_is_no_shared_secret(tokens: Tokens, issuer: Issuer) -> None:
    head, claims, _ = token().split(".")
    forged = jwt.utils.base64url_encode(b'{"alg":"HS256","kid":"one"}').decode()

    assert tokens.principal(f"{forged}.{claims}.{head}") is None
    assert issuer.asked == 0


def test_keys_are_kept_and_unknown_ones_asked_for_once_a_minute(tokens: Tokens, issuer: Issuer) -> None:
    for _ in range(3):
        assert tokens.principal(token())
    for number in range(5):
        assert tokens.principal(token(kid=f"x{number}")) is None

    assert issuer.asked == 1


def test_an_issuer_that_does_not_answer_is_left_alone(tmp_path: Path) -> None:
    silent = Issuer()
    silent.server.server_close()
    tokens = Tokens(
        Settings(home=tmp_path, oidc_issuer=ISSUER, oidc_audience="ckg", oidc_jwks=silent.address)
    )
    begun = time.monotonic()

    assert [tokens.principal(token()) for _ in range(20)] == [None] * 20
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "answer", [b"<html>", b"", b"\xff", b"[]", b"null", b'{"keys": []}', b'{"keys": ["x"]}']
)
def test_an_issuer_that_answers_something_else_has_no_keys(
    tokens: Tokens, issuer: Issuer, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr(issuer, "answer", lambda: answer)

    assert tokens.principal(token()) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"oidc_issuer": ISSUER},
        {"oidc_issuer": ISSUER, "oidc_audience": "ckg", "oidc_jwks": "http://login.example.com/keys"},
        {"oidc_issuer": ISSUER, "oidc_audience": "ckg", "oidc_jwks": "file:///etc/passwd"},
        {"oidc_algorithms": "HS256"},
        {"oidc_algorithms": "RS256,none"},
    ],
)
def test_settings_that_would_let_others_in_are_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Settings(home=tmp_path, **wrong)

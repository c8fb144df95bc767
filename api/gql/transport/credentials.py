"""Where somebody says who it is: in headers, or in the payload that a WebSocket begins with."""

from collections.abc import Mapping
from typing import Any


class SeveralCredentialsError(ValueError):
    """Somebody says twice who it is, and not the same."""


def credential_of(said: Mapping[str, Any]) -> str | None:
    """The key or token in headers, or in what takes their place; raises SeveralCredentialsError.

    >>> credential_of({"Authorization": "Bearer ckg_1"}), credential_of({"X-Api-Key": "ckg_2"})
    ('ckg_1', 'ckg_2')
    """
    found = [(name.lower(), value) for name, value in said.items() if isinstance(value, str)]
    one = {name: value for name, value in found if name in ("x-api-key", "authorization")}
    if any((name, value) not in one.items() for name, value in found if name in one):
        raise SeveralCredentialsError
    return credential(one.get("x-api-key"), one.get("authorization"))


def credential(key: str | None, authorization: str | None) -> str | None:
    """The key or token that the headers of these names give; raises SeveralCredentialsError for two that
    differ."""
    token = _bearer(authorization or "")
    if key and token and key != token:
        raise SeveralCredentialsError
    return key or token


def _bearer(header: str) -> str | None:
    scheme, _, given = header.partition(" ")
    return given.strip() or None if scheme.lower() == "bearer" else None

"""Where somebody says who it is: in headers, or in the payload that a WebSocket begins with."""

from collections.abc import Mapping
from typing import Any


def credential_of(said: Mapping[str, Any]) -> str | None:
    """The key or token in headers, or in what takes their place.

    >>> credential_of({"Authorization": "Bearer ckg_1"}), credential_of({"X-Api-Key": "ckg_2"})
    ('ckg_1', 'ckg_2')
    """
    found = {name.lower(): value for name, value in said.items() if isinstance(value, str)}
    return credential(found.get("x-api-key"), found.get("authorization"))


def credential(key: str | None, authorization: str | None) -> str | None:
    """The key or token that the headers of these names give."""
    return key or _bearer(authorization or "")


def _bearer(header: str) -> str | None:
    scheme, _, given = header.partition(" ")
    return given.strip() or None if scheme.lower() == "bearer" else None

"""What tells contents apart: digests of 16 bytes (BLAKE2b), so that no two contents ever have the same."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import pyarrow as pa

_BYTES = 16
_EMPTY = blake2b(digest_size=_BYTES)


def digest_of(content: bytes) -> bytes:
    """The digest of a content."""
    return blake2b(content, digest_size=_BYTES).digest()


def digests_of(contents: Any) -> pa.Array[Any]:
    """The digest of each text of an Arrow array."""
    found = []
    for text in contents.cast(pa.binary()).to_pylist():
        state = _EMPTY.copy()  # takes less time than a new one
        state.update(text)
        found.append(state.digest())
    return pa.array(found, pa.binary())


def digest_key(text: str) -> str:
    """A key made of a text: 32 hex digits."""
    return digest_of(text.encode()).hex()

"""Fingerprints of what decides what a file holds, in place of version numbers kept by hand."""

from __future__ import annotations

import hashlib
from pathlib import Path

HERE = Path(__file__).parent


def fingerprint(*rooms: str, within: Path = HERE) -> str:
    """16 digits that are equal while nothing in these rooms of `graph.identity` differs: neither SQL nor
    functions, declarations of tables nor lists of words.

    A comment counts too: one run over everything after an update is cheap beside one on what was made
    otherwise.
    """
    digest = hashlib.sha256()
    for room in rooms:
        for path in sorted((within / room).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                content = path.read_bytes()
                digest.update(f"{path.relative_to(within)}:{len(content)}:".encode() + content)
    return digest.hexdigest()[:16]

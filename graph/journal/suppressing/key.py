"""The key of the list's hashes: without it nobody can try whether somebody is on the list."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

from graph.errors import JournalError
from graph.files.disk import writing
from graph.files.durable import sync

_FILE = "erasure.key"


def key_path(home: Path) -> Path:
    """Where an installation keeps its key, apart from the journal that holds the hashes."""
    return home / _FILE


def made_key(home: Path) -> bytes:
    """The key, made where there is none; for its owner alone."""
    path = key_path(home)
    with writing(path):
        if not path.exists():
            draft = path.with_name(f".{_FILE}.{os.getpid()}")
            with os.fdopen(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(draft, path)  # of two who make one the first counts
            except FileExistsError:
                pass
            finally:
                draft.unlink()
            sync(home)
    return kept_key(home)


def kept_key(home: Path) -> bytes:
    """The key; raises JournalError where it is not there: then nobody can tell who was erased."""
    try:
        return bytes.fromhex(key_path(home).read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise JournalError(
            f"The key of the list of those who were erased, {_FILE} in the home, cannot be read.",
            "Put it back from a copy: without it those people would come back with the next file.",
        ) from error


def hashed(key: bytes, name: str) -> bytes:
    """The keyed hash of a name, HMAC-SHA256."""
    return hmac.digest(key, name.encode("utf-8", "surrogatepass"), "sha256")

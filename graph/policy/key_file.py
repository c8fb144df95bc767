"""Keys in the home folder: random, shown once, kept as hashes alone."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from graph.errors import SettingsError
from graph.files.disk import writing
from graph.files.home import prepared_home
from graph.files.lease import lease

_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptKey:
    """What is kept of every key. The secret is as long as the hash, so that a plain one cannot be guessed."""

    id: str
    hash: str
    created_at: str
    revoked_at: str | None = None


Kept = TypeVar("Kept", bound=KeptKey)


class KeyFile(Generic[Kept]):
    """The keys of one file. What another process changes counts from the next question on."""

    def __init__(self, path: Path, made_of: Callable[[Mapping[str, Any]], Kept], command: str) -> None:
        """`made_of` makes a key of its JSON values; `command` is what makes new keys."""
        self._path, self._made_of, self._command = path, made_of, command
        self._read: tuple[object, tuple[Kept, ...]] = (None, ())

    def all(self) -> tuple[Kept, ...]:
        """All keys, revoked ones too, the oldest first; raises SettingsError for a file that is none."""
        mark = self._mark()
        if mark != self._read[0]:
            self._read = (mark, self._load() if mark else ())
        return self._read[1]

    def of(self, secret: str) -> Kept | None:
        """The key with a secret, revoked or not; None where there is none."""
        given = hash_of(secret)
        return next((key for key in self.all() if hmac.compare_digest(key.hash, given)), None)

    def add(self, key: Kept) -> None:
        """Adds a key to the file."""
        self._change(lambda keys: (*keys, key))

    def revoke(self, key_id: str) -> Kept | None:
        """The key, which opens nothing any more; None where there is none of this id."""
        found = next((key for key in self.all() if key.id == key_id), None)
        if found is None:
            return None
        revoked = found if found.revoked_at else replace(found, revoked_at=now())
        self._change(lambda keys: tuple(revoked if key.id == key_id else key for key in keys))
        return revoked

    def _change(self, change: Callable[[tuple[Kept, ...]], tuple[Kept, ...]]) -> None:
        """Replace the file as a whole: a reader finds the old keys or the new ones."""
        prepared_home(self._path.parent)
        alone = lease(self._path.with_suffix(".lease"), "keys: another process changes them")
        with alone, writing(self._path):
            content = json.dumps({"keys": [asdict(key) for key in change(self.all())]}, indent=1)
            aside = self._path.with_suffix(".new")
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self._path)

    def _mark(self) -> tuple[int, int, int] | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _load(self) -> tuple[Kept, ...]:
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))["keys"]
            return tuple(self._made_of(key) for key in stored)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SettingsError(
                f"The keys in {self._path} cannot be read.",
                f"Bring the file back from a backup, or move it away and make new ones: `{self._command}`.",
            ) from error


def new_secret(prefix: str) -> tuple[KeptKey, str]:
    """What to keep of a new key, and its secret, which nobody can find out later."""
    secret = f"{prefix}{secrets.token_urlsafe(_SECRET_BYTES)}"
    return KeptKey(id=secrets.token_hex(4), hash=hash_of(secret), created_at=now()), secret


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def now() -> str:
    """The time as keys have it."""
    return datetime.now(UTC).isoformat(timespec="seconds")

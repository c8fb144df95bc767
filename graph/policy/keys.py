"""API keys: random, shown once, and kept in the home folder as hashes alone."""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from graph.disk import writing
from graph.errors import SettingsError
from graph.home import prepared_home
from graph.lease import lease
from graph.policy.principals import Principal, Role, roles_of

PREFIX = "ckg_"
"""How every key begins, so that one that leaks is recognised."""

_FILE = "keys.json"
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is kept. The secret is as long as the hash, so that a plain hash cannot be guessed."""

    id: str
    name: str
    roles: tuple[str, ...]
    hash: str
    created_at: str
    revoked_at: str | None = None

    @property
    def principal(self) -> Principal:
        """Who asks with this key."""
        return Principal.of(self.name, roles_of(self.roles))


class Keys:
    """The keys of an installation. What another process changes counts from the next question on."""

    def __init__(self, home: Path) -> None:
        self._path = home / _FILE
        self._read: tuple[object, tuple[ApiKey, ...]] = (None, ())

    def all(self) -> tuple[ApiKey, ...]:
        """All keys, revoked ones too, the oldest first; raises SettingsError for a file that is none."""
        mark = self._mark()
        if mark != self._read[0]:
            self._read = (mark, self._load() if mark else ())
        return self._read[1]

    def principal(self, key: str) -> Principal | None:
        """Who asks with a key; None for one that is unknown or revoked."""
        given = _hash(key)
        found = [each for each in self.all() if hmac.compare_digest(each.hash, given)]
        return found[0].principal if found and found[0].revoked_at is None else None

    def add(self, name: str, roles: Sequence[Role]) -> tuple[ApiKey, str]:
        """A new key as it is kept, and the key itself, which nobody can find out later."""
        key = f"{PREFIX}{secrets.token_urlsafe(_SECRET_BYTES)}"
        made = ApiKey(secrets.token_hex(4), name, tuple(sorted(roles)), _hash(key), _now())
        self._change(lambda keys: (*keys, made))
        return made, key

    def revoke(self, key_id: str) -> ApiKey:
        """The key, which opens nothing any more; raises SettingsError where there is none of this id."""
        found = next((key for key in self.all() if key.id == key_id), None)
        if found is None:
            raise SettingsError(f"There is no key {key_id}.", "`ckg keys list` shows their ids.")
        revoked = found if found.revoked_at else replace(found, revoked_at=_now())
        self._change(lambda keys: tuple(revoked if key.id == key_id else key for key in keys))
        return revoked

    def _change(self, change: Callable[[tuple[ApiKey, ...]], tuple[ApiKey, ...]]) -> None:
        """Replace the file as a whole: a reader finds the old keys or the new ones."""
        prepared_home(self._path.parent)
        with lease(self._path.with_suffix(".lease")), writing(self._path):
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

    def _load(self) -> tuple[ApiKey, ...]:
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))["keys"]
            return tuple(ApiKey(**{**key, "roles": tuple(key["roles"])}) for key in stored)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SettingsError(
                f"The API keys in {self._path} cannot be read.",
                "Bring the file back from a backup, or move it away and make new keys with `ckg keys add`.",
            ) from error


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

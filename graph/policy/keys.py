"""API keys: who may use the API, and for what."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.errors import SettingsError
from graph.policy.key_file import KeptKey, KeyFile, new_secret
from graph.policy.principals import Principal, Role, roles_of

PREFIX = "ckg_"
"""How every key begins, so that one that leaks is recognised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey(KeptKey):
    """A key as it is kept."""

    name: str
    roles: tuple[str, ...]

    @property
    def principal(self) -> Principal:
        """Who asks with this key."""
        return Principal.of(self.name, roles_of(self.roles))


class Keys:
    """The API keys of an installation."""

    def __init__(self, home: Path) -> None:
        self._file = KeyFile(
            home / "keys.json", lambda key: ApiKey(**{**key, "roles": tuple(key["roles"])}), "ckg keys add"
        )

    def all(self) -> tuple[ApiKey, ...]:
        """All keys, revoked ones too, the oldest first; raises SettingsError for a file that is none."""
        return self._file.all()

    def principal(self, key: str) -> Principal | None:
        """Who asks with a key; None for one that is unknown or revoked."""
        found = self._file.of(key)
        return found.principal if found and found.revoked_at is None else None

    def add(self, name: str, roles: Sequence[Role]) -> tuple[ApiKey, str]:
        """A new key as it is kept, and the key itself, which nobody can find out later."""
        kept, key = new_secret(PREFIX)
        made = ApiKey(**asdict(kept), name=name, roles=tuple(sorted(roles)))
        self._file.add(made)
        return made, key

    def revoke(self, key_id: str) -> ApiKey:
        """The key, which opens nothing any more; raises SettingsError where there is none of this id."""
        found = self._file.revoke(key_id)
        if found is None:
            raise SettingsError(f"There is no key {key_id}.", "`ckg keys list` shows their ids.")
        return found

"""Write keys: which source a message that comes over HTTP is of, and what its sender may say."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.policy.key_file import KeptKey, KeyFile, new_secret

PREFIX = "ckgw_"
"""How every write key begins; it opens nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteKey(KeptKey):
    """A write key as it is kept.

    A browser's key can be read by everybody: it is taken from pages of its `origins` alone, and neither says
    that two users are one nor tells of the past. Messages a minute are those of its `rate`, where it has one.
    """

    source: str
    browser: bool
    origins: tuple[str, ...]
    rate: int | None = None

    def allows(self, origin: str | None) -> bool:
        """Whether it is taken from a page of this origin; None stands for what is no page."""
        return not self.browser or (origin is not None and origin in self.origins)


class WriteKeys:
    """The write keys of an installation."""

    def __init__(self, home: Path) -> None:
        self._file = KeyFile(
            home / "write_keys.json",
            lambda key: WriteKey(**{**key, "origins": tuple(key["origins"])}),
            "ckg keys write",
        )

    def all(self) -> tuple[WriteKey, ...]:
        """All keys, revoked ones too, the oldest first; raises SettingsError for a file that is none."""
        return self._file.all()

    def of(self, secret: str) -> WriteKey | None:
        """The key with a secret, revoked or not; None where there is none."""
        return self._file.of(secret)

    def knows(self, origin: str) -> bool:
        """Whether a key that counts is for pages of this origin."""
        return any(key.revoked_at is None and key.browser and key.allows(origin) for key in self.all())

    def add(self, source: str, origins: Sequence[str] = (), rate: int | None = None) -> tuple[WriteKey, str]:
        """A new key as it is kept, and the key itself; with origins it is a browser's, else a server's."""
        kept, key = new_secret(PREFIX)
        of_browser = bool(origins)
        made = WriteKey(**asdict(kept), source=source, browser=of_browser, origins=tuple(origins), rate=rate)
        self._file.add(made)
        return made, key

    def revoke(self, key_id: str) -> WriteKey | None:
        """The key, which is taken no more; None where there is none of this id."""
        return self._file.revoke(key_id)

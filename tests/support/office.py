"""An installation as a steward sits before it."""

from __future__ import annotations

from pathlib import Path

from graph.identity.stewards.cases import review_queue
from graph.journal import Journal
from graph.settings import Settings
from graph.store import Store
from tests.support.stores import environment_of
from tests.support.terminal import Terminal


class Office:
    """An installation, with `ckg` to be run in it."""

    def __init__(self, folder: Path, store: Store) -> None:
        home = {"CKG_HOME": str(folder / "home"), "CKG_RULES": str(folder / "rules.yaml")}
        terminal = {"CKG_STEWARD": "ana", "COLUMNS": "120", "TERM": "xterm-256color"}
        self.environment = environment_of(store) | home | terminal
        self.journal = Journal.open(Settings(home=folder / "home"))

    def sit_down(self, **more: str) -> Terminal:
        """`ckg review` on a terminal."""
        return Terminal(["review"], self.environment | more)

    def queue(self) -> dict[str, str | None]:
        """Who claimed what: by one record of a pair, or the value."""
        return {
            case.identifier.value if case.identifier else case.record_r: case.claimed_by
            for case in review_queue(self.journal, first=1000)
        }

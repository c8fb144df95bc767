"""An erasure that has begun: whom it is about, kept until nobody finds them any more.

A killed one would leave people on the list of who stays out whom everybody still sees, and only this tells
who they are. It lies in the home, for its owner alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph.erasure.kept import kept_in
from graph.erasure.subject import Subject
from graph.files.durable import sync
from graph.files.whole_file import whole_file

_FILE = "erasing.json"


@dataclass(frozen=True)
class ErasureRequests:
    """Requests with whom each is about, why, and who asked."""

    subjects: Mapping[str, Subject]
    reason: str
    by: str

    @property
    def ended_by(self) -> str:
        """The id under which the end of all of them is stored."""
        return next(iter(self.subjects))

    @classmethod
    def kept(cls, home: Path) -> ErasureRequests | None:
        """What was begun in a home and is not done; None where there is nothing. Raises JournalError where
        it cannot be read."""
        return kept_in(begun_path(home), cls._of_json, "delete it and erase them again.")

    def keep(self, home: Path) -> None:
        """Write it down."""
        with whole_file(begun_path(home)) as draft:
            draft.write_text(json.dumps(asdict(self)), encoding="utf-8")
        sync(home)

    def forget(self, home: Path) -> None:
        """Delete it: everything is done."""
        begun_path(home).unlink(missing_ok=True)
        sync(home)

    @classmethod
    def _of_json(cls, content: Mapping[str, Any]) -> ErasureRequests:
        subjects = {id_: Subject.of_json(stated) for id_, stated in content["subjects"].items()}
        return cls(**{**content, "subjects": subjects})


def begun_path(home: Path) -> Path:
    """Where it lies."""
    return home / _FILE

"""Reading the files that say whom an erasure or a purge is about while it is under way."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from graph.errors import JournalError

T = TypeVar("T")


def kept_in(path: Path, made: Callable[[dict[str, Any]], T], remedy: str) -> T | None:
    """What is made of a file's content; None where there is no file.

    Raises JournalError, with the remedy, where it is damaged or another version's: what can be read of it
    would be some of those whom it is about. The content names people, and is told nowhere.
    """
    if not path.exists():
        return None
    try:
        return made(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, LookupError, AttributeError):
        raise JournalError(
            f"{path} cannot be read: it is damaged, or of another version.",
            f"If another version wrote it, let that one go on; else {remedy}",
        ) from None

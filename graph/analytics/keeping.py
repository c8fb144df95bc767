"""What was worked out is kept in a file, so that it is not worked out of the same again.

What is kept is what would be made: the file names all that goes into it, data and program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from zipfile import BadZipFile

import numpy as np

from graph.files.whole_file import whole_file

T = TypeVar("T")

Arrays = Mapping[str, Any]
"""Arrays of NumPy by name."""

_NOT_WHOLE = (OSError, EOFError, ValueError, KeyError, TypeError, RuntimeError, BadZipFile)
"""What reading a file raises that is not there or was damaged; RuntimeError: how it is packed."""


class Kept(NamedTuple):
    """A file, and the name of all that what it holds is made of."""

    file: Path
    made_of: str


def kept(where: Kept, make: Callable[[], T], pack: Callable[[T], Arrays], unpack: Callable[[Arrays], T]) -> T:
    """What the file holds if it is made of the same; else what `make` returns, which takes its place."""
    with suppress(*_NOT_WHOLE), where.file.open("rb") as source, np.load(source, allow_pickle=False) as held:
        if str(held["made_of"]) == where.made_of:
            return unpack(held)
    made = make()
    where.file.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(where.file) as draft, draft.open("wb") as target:
        np.savez(target, made_of=np.array(where.made_of), **pack(made))
    return made

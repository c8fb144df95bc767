"""What goes wrong with the files of a table, in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path

import pyarrow as pa
from deltalake.exceptions import DeltaError

from graph.errors import JournalError
from graph.files.disk import disk_error


@contextmanager
def told_failures(folder: Path) -> Iterator[None]:
    """Raise what disk and Delta Lake refuse inside, and what cannot be read, as a JournalError that names the
    table in a folder."""
    try:
        yield
    except (JSONDecodeError, UnicodeDecodeError, pa.ArrowInvalid) as error:
        raise JournalError(
            f"The journal table {folder.name} is damaged: a commit, or a file that it names, cannot be read.",
            "`ckg verify` names it. Put it back from a copy of the journal; check the disk.",
        ) from error
    except (OSError, DeltaError) as error:
        name, refused = folder.name, disk_error(error, folder)
        if refused is not None:
            told = f"The journal table {name} cannot be read or written: {refused.message}"
            raise JournalError(told, refused.hint) from error
        raise JournalError(
            f"The journal table {name} is damaged or cannot be written: {error}.",
            "Check free space and rights of the journal's folder, then run the command again.",
        ) from error

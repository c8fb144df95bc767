"""Files that appear whole or not at all: nobody reads half of one, and the one before stays until then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from graph.files.disk import writing
from graph.files.durable import sync


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """The path to write to: once all is written, and on disk, it becomes `target`; else nothing changes.

    What is no regular file, such as `/dev/stdout` or a pipe, is written to as it is, and a symbolic link goes
    on leading to its file. Raises DiskError, which names the file, where the disk refuses.
    """
    with writing(target):
        if target.exists() and not target.is_file():
            yield target
            return
        place = target.resolve()
        draft = place.with_name(f".{uuid4().hex}")
        try:
            yield draft
            sync(draft)
            draft.replace(place)
        except OSError as error:
            if error.filename == str(draft):
                error.filename = str(target)  # nobody knows the draft by its name
            raise
        finally:
            draft.unlink(missing_ok=True)

"""Empty journals in no time: tests make thousands, each of 18 tables, and Delta Lake takes 4 ms for one."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pyarrow as pa

from graph.journal.tables import table
from graph.journal.tables.log import commit_path

Create = Callable[[Path, pa.Schema], None]
_OWN = re.compile(r'(\\?"(?:id|timestamp|createdTime)\\?":)(\\?")?(?:[0-9a-f-]{36}|\d+)')
"""What a table's first commit says of this table alone: its id and its times."""


def copying(create: Create) -> Create:
    """`create` for the first table of a schema and a configuration; further ones say what that one says, of
    themselves."""
    made: dict[tuple[object, ...], str] = {}

    def copied(folder: Path, schema: pa.Schema) -> None:
        commit = commit_path(folder, 0)
        kind = (schema, *table._CONFIGURATION.items())
        if kind not in made:
            create(folder, schema)
            made[kind] = commit.read_text(encoding="utf-8")
            return
        own, now = str(uuid.uuid4()), str(time.time_ns() // 1_000_000)
        text = _OWN.sub(lambda found: f"{found[1]}{found[2] or ''}{own if found[2] else now}", made[kind])
        commit.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), commit.open("x", encoding="utf-8") as file:
            file.write(text)

    return copied

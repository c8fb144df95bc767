"""A database of an enterprise, and the mapping of a table in it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from graph.journal import Journal
from graph.settings import Settings
from ingest.pipeline.pipeline import IngestOptions, ingest
from ingest.pipeline.summary import IngestSummary
from tests.ingest.support import write

MAPPING = """
    source: erp
    files:
      - sql: {url: sqlite:///erp.db, table: people, cursor: changed, key: nr}
        rows:
          - kind: customer
            fields: {source_id: nr, full_name: name, email: mail}
"""


class Erp:
    """A database and the journal of its source."""

    def __init__(self, folder: Path, mapping: str = MAPPING) -> None:
        self.folder, self.mapping = folder, write(folder / "m.yaml", mapping)
        self.run('CREATE TABLE people (nr INTEGER, name TEXT, mail TEXT, changed TEXT, "odd ""name" TEXT)')

    def run(self, statement: str, rows: list[tuple[Any, ...]] | None = None) -> None:
        with closing(sqlite3.connect(self.folder / "erp.db")) as database, database:
            database.executemany(statement, rows) if rows else database.execute(statement)

    def add(self, *rows: tuple[Any, ...]) -> None:
        self.run("INSERT INTO people (nr, name, changed) VALUES (?, ?, ?)", list(rows))

    @property
    def journal(self) -> Journal:
        return Journal.open(Settings(home=self.folder / "home"))

    def ingest(self, **options: bool) -> IngestSummary:
        return ingest(self.mapping, (), self.journal, IngestOptions(**options))  # type: ignore[arg-type]

    def counts(self, **options: bool) -> tuple[int, int, int]:
        """Rows read, entries that were new, and things that ended."""
        summary = self.ingest(**options)
        return summary.total("rows"), summary.total("accepted"), summary.ended

    @property
    def records(self) -> list[str]:
        with self.journal.connect() as connection:
            found = connection.sql("SELECT full_name FROM records ORDER BY full_name").fetchall()
        return [name for (name,) in found]

"""Records of many people after a full run, made once for all workers, and those who come after it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.scale_data import made_records
from graph.entries import Identifier, Origin, RecordVersion
from graph.identity.inputs import LastRun, last_run
from graph.identity.run import Mode, RunOptions, resolve
from graph.journal import Journal
from graph.journal.tables.schema import PERSON_COLUMNS
from graph.settings import Settings
from tests.support.shared import made_once

RECORDS, NEW = 200, 8
ROWS = made_records(RECORDS, 3)
"""Rows of the journal's table `records`; all but the first NEW are known to the run."""
_SEEN = datetime(2026, 2, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Known:
    """A journal that a test may change, and its only run, which knows all but NEW records, and a father and a
    son of one name besides."""

    journal: Journal
    settings: Settings
    run: LastRun


def known(home: Path) -> Known:
    """A copy of these in `home`."""
    shutil.copytree(made_once("known", _found), home, dirs_exist_ok=True)
    settings = Settings(home=home)
    journal = Journal.open(settings)
    with closing(journal.connect(views=("runs",))) as connection:
        run = last_run(connection)
    assert run is not None
    return Known(journal, settings, run)


def _found(home: Path) -> None:
    settings = Settings(home=home)
    journal = Journal.open(settings)
    journal.append_table("records", ROWS.slice(NEW))
    journal.append([quast("crm", "father", "1950-03-02"), quast("crm", "son", "1981-11-20")], "earlier")
    resolve(journal, settings, RunOptions(Mode.FULL))


def quast(source: str, who: str, born: str | None = None) -> RecordVersion:
    """One of those named Korbinian Quast, under one roof."""
    told = {"given_name": "Korbinian", "family_name": "Quast", "street": "Quittenweg", "house_number": "7"}
    told |= {"postal_code": "50667", "city": "Köln"} | ({"birth_date": born} if born else {})
    return RecordVersion(source, who, told, (), _SEEN, Origin("x", 1))


def version_of(row: Mapping[str, Any]) -> RecordVersion:
    """What a row says, as if it were told later than those of the run."""
    named = {name: row[name] for name in PERSON_COLUMNS if row.get(name)}
    used = tuple(Identifier(item["kind"], item["value"]) for item in row["identifiers"])
    return RecordVersion(row["source"], row["source_id"], named, used, _SEEN, Origin("x", 1))

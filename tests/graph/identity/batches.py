"""A company told in batches, once for all workers: what its runs come to, and which tables they make."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from graph.entries import RecordVersion
from graph.identity import run
from graph.identity.connection import planning
from graph.journal import Journal
from tests.graph.identity.company import Company
from tests.graph.identity.company_people import dice, sibling, told_of, version
from tests.graph.identity.households.people import drifting
from tests.support.shared import made_once

QUICK = (4, "clusters: {max_size: 3}\nhouseholds: {crowd: 4, max_size: 3}\n")
"""Seed and rules of what a usual run looks at."""

_TAUGHT = range(10, 26)
"""People of whom stewards say so early who they are that it teaches a model."""


@dataclass(frozen=True)
class Ending:
    """What a run ended with."""

    customers: dict[str, str]
    links: list[list[Any]]
    households: dict[str, str]
    report: dict[str, Any]

    @classmethod
    def of(cls, company: Company, result: run.RunResult) -> Ending:
        """What is there after a run."""
        links = [list(link) for link in sorted(company.links(), key=str)]
        return cls(company.customers(), links, company.households(), result.report)


@dataclass(frozen=True)
class Batches:
    """The modes of the runs, and how many answers taught the model; what the last one over changes and then
    one over everything ended with; what all of them executed, and the columns of tables that they left."""

    modes: list[str]
    answers: int
    changed: Ending
    everything: Ending
    statements: list[str]
    columns: dict[str, list[str]]


def in_batches(seed: int, rules: str) -> Batches:
    """A run that verdicts teach, one after each of some batches, and one over everything, under rules.

    What forbids a link comes and goes: records of twins are told as of the other one. People of few names
    move to and fro between few addresses; records become too many for plans made in haste. The last batch
    changes nothing for others.
    """
    folder = made_once(f"batches-{seed}", lambda folder: _tell(folder, seed, rules))
    found = json.loads((folder / "found.json").read_text(encoding="utf-8"))
    endings = {name: Ending(**found.pop(name)) for name in ("changed", "everything")}
    return Batches(**found, **endings)


def _tell(folder: Path, seed: int, rules: str) -> None:
    folder.mkdir()
    (folder / "rules.yaml").write_text(rules, encoding="utf-8")
    company, seen = Company(folder / "home", folder / "rules.yaml"), _Seen()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "FEW", 200)
        patch.setattr(run, "open_inputs", seen.watched)
        found = _run(company, seed)
    everything = found | {"statements": list(seen.statements), "columns": seen.columns}
    (folder / "found.json").write_text(json.dumps(everything), encoding="utf-8")


def _run(company: Company, seed: int) -> dict[str, Any]:
    rng = dice(seed)
    told = [entry for number in range(60) for entry in told_of(number, rng)]
    rng.shuffle(told)
    told.sort(key=lambda entry: int(entry.source_id) not in _TAUGHT)
    first = [*told[:80], *_others(), *(sibling(number, rng) for number in range(45))]
    company.journal.append([*first, *(drifting(number, rng, 0) for number in range(50))], "first")
    known = {f"{entry.source}:{entry.source_id}" for entry in told[:80]}
    taught = [n for n in _TAUGHT if {f"crm:{n}", f"shop:{n}"} <= known]
    assert len(taught) >= 10
    for number, another in zip(taught, (*taught[1:], taught[0]), strict=True):
        company.judge(f"crm:{number}", f"shop:{number}", "match")
        company.judge(f"crm:{number}", f"shop:{another}", "no_match")
    result = run.resolve(company.journal, company.settings, run.RunOptions(run.Mode.FULL))
    modes, answers = [result.mode], result.report["answers"]["matches"]

    *some, last = told[80:]
    for day, start in enumerate(range(0, len(some), 45), start=1):
        again = [sibling(number, rng) for number in rng.sample(range(50), 4)]
        moved = [drifting(number, rng, day) for number in rng.sample(range(90), 18)]
        company.journal.append([*some[start : start + 45], *again, *moved], str(start))
        company.judge(f"crm:{20 + start}", f"shop:{27 + start}", rng.choice(["match", "no_match"]))
        company.judge("crm:drifts-1", "crm:drifts-2", "match" if day == 1 else "no_match")
        modes.append(run.resolve(company.journal, company.settings).mode)
    company.journal.append([last], "last")
    result = run.resolve(company.journal, company.settings)
    modes.append(result.mode)
    changed = Ending.of(company, result)
    result = run.resolve(company.journal, company.settings, run.RunOptions(run.Mode.REBASE))
    everything = Ending.of(company, result)
    endings = {"changed": asdict(changed), "everything": asdict(everything)}
    return {"modes": [*modes, result.mode], "answers": answers, **endings}


def _others() -> Iterator[RecordVersion]:
    """A firm, two who share a mailbox, and somebody between two people."""
    mailbox = [("email", "flat@web.de")]
    yield version("crm", "firm", [], organization_name="Kern Bau GmbH")
    yield version("crm", "flat-1", mailbox, given_name="Anna", family_name="Falk")
    yield version("crm", "flat-2", mailbox, given_name="Bernd", family_name="Grimm")
    yield version("web", "flat", mailbox)
    mail, phone = ("email", "voss@web.de"), ("phone", "+4940555011")
    yield version("crm", "voss", [mail], given_name="Uwe", family_name="Voss")
    yield version("crm", "zorn", [phone], given_name="Kai", family_name="Zorn")
    yield version("web", "between", [mail, phone])


class _Seen:
    """What runs executed, each statement once, and the columns of tables that they left."""

    def __init__(self) -> None:
        self.statements: dict[str, None] = {}
        self.columns: dict[str, list[str]] = {}
        self._usual = run.open_inputs

    @contextmanager
    def watched(self, journal: Journal, then: Mapping[str, int]) -> Iterator[duckdb.DuckDBPyConnection]:
        """The inputs of a run, whose connection is looked at at its end."""
        with self._usual(journal, then) as connection:
            connection.execute("CALL enable_logging('QueryLog')")
            yield connection
            self._take(connection)

    def _take(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Note what the connection executed and left; not what rooms beside it show of the journal."""
        logged = connection.execute(
            """SELECT DISTINCT message FROM duckdb_logs
            WHERE type = 'QueryLog' AND connection_id = current_connection_id()"""
        ).fetchall()
        connection.execute("CALL disable_logging()")
        self.statements |= dict.fromkeys(statement for (statement,) in logged)
        left = connection.execute(
            """SELECT DISTINCT ON (table_name) table_name, list(column_name ORDER BY column_index)
            FROM duckdb_columns() WHERE database_name = 'temp' GROUP BY table_oid, table_name"""
        )
        for name, columns in left.fetchall():
            self.columns[name] = sorted({*self.columns.get(name, ()), *columns})

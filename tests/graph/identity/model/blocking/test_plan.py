"""Blocking rules through whole runs: what explodes is refused, with its count, and said in the report."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.scale_data import fill_journal
from graph.entries import Origin, RecordVersion
from graph.identity.model import ground
from graph.identity.model.blocking import plan
from graph.identity.run import Mode, RunOptions, resolve
from graph.identity.running import following
from graph.journal import Journal
from graph.settings import Settings

NOW = datetime(2026, 3, 1, tzinfo=UTC)
NEWCOMERS = 1500


def newcomers() -> Iterator[RecordVersion]:
    """People of many names whom a system has given one postal code."""
    for number in range(NEWCOMERS):
        named = {"given_name": f"G{number}", "family_name": f"F{number}", "postal_code": "55999"}
        yield RecordVersion("import", str(number), named, (), NOW, Origin("file", 1))


def test_a_value_that_comes_to_explode_has_its_rule_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "SMALL", 0)  # few records would be compared without any rule
    monkeypatch.setattr(plan, "CANDIDATES", (("emails",), ("postal_code",)))
    for name, bound in (("NEW_SOURCE", NEWCOMERS + 1), ("MOVED_SHARE", 1.0)):  # the model stays in force
        monkeypatch.setattr(ground, name, bound)
    monkeypatch.setattr(following, "FEW", 2 * NEWCOMERS)
    settings = Settings(home=tmp_path)
    journal = Journal.open(settings)
    fill_journal(journal, 400)

    before = resolve(journal, settings).report
    journal.append(newcomers(), "import")
    after = resolve(journal, settings, RunOptions(Mode.REBASE)).report
    later = resolve(journal, settings).report

    counted = pairs_of(before["blocking"])
    assert set(counted) == {("emails",), ("postal_code",)}
    assert before["blocking_refused"] == []
    assert pairs_of(after["blocking"]) == {("emails",): counted["emails",]}
    exploded = counted["postal_code",] + NEWCOMERS * (NEWCOMERS - 1) // 2
    assert pairs_of(after["blocking_refused"]) == {("postal_code",): exploded}
    assert after["model_version"] != before["model_version"]
    assert (later["mode"], later["blocking_refused"]) == ("incremental", after["blocking_refused"])


def pairs_of(rules: list[dict[str, Any]]) -> dict[tuple[str, ...], int]:
    """Pairs by the columns of a rule."""
    return {tuple(rule["columns"]): rule["pairs"] for rule in rules}

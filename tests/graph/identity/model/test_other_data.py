"""A model trained on other data than those at hand is trained anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.entries import Entry
from graph.identity.model import ground
from graph.identity.run import Mode, can_follow, resolve
from tests.support.entries import day, person
from tests.support.people import resolved, somebody
from tests.support.resolving import mode_of_next


@pytest.fixture(autouse=True)
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ground, "NEW_SOURCE", 10)
    monkeypatch.setattr(ground, "ENOUGH_RECORDS", 10)


def of_source(source: str, people: range) -> Iterator[Entry]:
    return (somebody(source, number) for number in people)


def test_a_source_that_the_model_has_not_seen_trains_a_new_one(tmp_path: Path) -> None:
    journal, settings = resolved(tmp_path)
    journal.append(of_source("app", range(12)), "more")

    assert not can_follow(journal, settings)
    assert mode_of_next(journal, settings) is Mode.FULL


def test_a_few_records_of_a_new_source_and_more_like_those_known_do_not(tmp_path: Path) -> None:
    journal, settings = resolved(tmp_path)
    journal.append([*of_source("app", range(3)), *of_source("crm", range(40, 55))], "more")

    assert can_follow(journal, settings)
    assert resolve(journal, settings).mode is Mode.INCREMENTAL


def test_a_source_that_fills_its_columns_in_another_way_trains_a_new_one(tmp_path: Path) -> None:
    journal, settings = resolved(tmp_path)
    names = (person(f"n{number}", day(90), full_name=f"Ute Kern{number}") for number in range(12))
    journal.append(names, "more")

    assert can_follow(journal, settings)
    assert resolve(journal, settings).mode is Mode.FULL
    assert can_follow(journal, settings)

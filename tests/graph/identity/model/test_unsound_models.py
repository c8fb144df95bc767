"""What a model that cannot be right makes of the data is never published."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph.entries import RecordVersion
from graph.identity.model import training
from graph.identity.model.comparisons.every import COMPARISONS
from graph.identity.model.rates import Patterns, RandomPairs, Rates
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import Mode, RunOptions, resolve
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, email, person
from tests.support.people import FAMILY, GIVEN, resolved, somebody

STRANGERS = 80
STABLE_ELSE = ("family_name", "birth_date", "address", "email")
"""What one person's records would differ in if it were given names alone that make a person."""


@pytest.fixture
def led_astray(monkeypatch: pytest.MonkeyPatch) -> None:
    """Training that takes namesakes for one person, as it may where nobody is in the data twice."""

    def learn(_patterns: Patterns, _random_pairs: RandomPairs, prior: Rates) -> Rates:
        m = list(prior.m)
        for place, name in enumerate(COMPARISONS):
            if name in STABLE_ELSE:
                m[place] = prior.u[place]
        return replace(prior, m=m, match_share=0.1)

    monkeypatch.setattr(training, "estimate_rates", learn)


@pytest.fixture
def in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Training that finds two groups of pairs which hardly differ."""

    def learn(_patterns: Patterns, _random_pairs: RandomPairs, prior: Rates) -> Rates:
        m = [0.03 * m + 0.97 * u for m, u in zip(prior.m, prior.u, strict=True)]
        return replace(prior, m=m, match_share=0.15)

    monkeypatch.setattr(training, "estimate_rates", learn)


def journal_of(settings: Settings, *entries: RecordVersion) -> Journal:
    journal = Journal.open(settings)
    journal.append(entries, "test")
    return journal


@pytest.mark.parametrize(
    ("training", "fault"), [("led_astray", "would differ more often"), ("in_doubt", "of the pairs alone")]
)
def test_customers_of_an_unsound_model_are_never_published(
    training: str, fault: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    request.getfixturevalue(training)
    settings = Settings(home=tmp_path)
    twice = person("twice", day(1), email("anna.albers0@mail.de"), given_name="Anna", family_name="Albers")
    journal = journal_of(settings, *(somebody("crm", number) for number in range(STRANGERS)), twice)

    result = resolve(journal, settings, RunOptions(Mode.FULL, reports=tmp_path / "reports"))

    customers = current_assignment(journal)
    assert len(set(customers.values())) == STRANGERS
    assert customers["crm:twice"] == customers["crm:0"]
    assert any(fault in said for said in result.report["distrusted"])
    told = (tmp_path / "reports" / f"{result.run_id}.html").read_text(encoding="utf-8")
    assert "The data taught no model that can be right" in told
    assert result.alert is not None
    assert result.alert.startswith("The data taught no model that can be right")


def test_an_unsound_model_of_an_earlier_run_makes_way_for_a_new_one(tmp_path: Path) -> None:
    journal, settings = resolved(tmp_path)
    before = current_assignment(journal)
    [saved] = (settings.home / "models").glob("*/model.json")
    model = json.loads(saved.read_text(encoding="utf-8"))
    for name in STABLE_ELSE:
        model["rates"][name] = {label: [u, u] for label, (_, u) in model["rates"][name].items()}
    saved.write_text(json.dumps(model), encoding="utf-8")

    journal.append([somebody("app", 3)], "more")
    result = resolve(journal, settings)

    after = current_assignment(journal)
    assert result.mode is Mode.FULL
    assert result.alert is None
    assert result.report["distrusted"] == []
    assert result.report["health"]["faults"] == ()
    assert result.report["health"]["clusters"] == 40
    assert after.pop("app:3") == after["crm:3"]
    assert after == before


def test_people_who_share_given_names_and_addresses_made_of_them_stay_apart(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    records = [
        person(
            str(number),
            day(1),
            email(f"{GIVEN[number % 10]}{number % 97}@mail.de".lower()),
            given_name=GIVEN[number % 10],
            family_name=FAMILY[number * 7 // 10 % 8],
            birth_date=f"{1940 + number * 17 % 60}-{1 + number % 12:02}-{1 + number * 5 % 28:02}",
        )
        for number in range(97)
    ]
    journal = journal_of(settings, *records)

    result = resolve(journal, settings)

    assert len(set(current_assignment(journal).values())) == len(records)
    assert result.alert is None

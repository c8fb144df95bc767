"""`ckg network …` and `ckg insight …`, as a person reads them, where much is known and where little is."""

from datetime import datetime, timedelta

import pytest

from api.workspace import Workspace
from graph.entries import Entry
from graph.progress import silent
from graph.store import Store
from tests.support.entries import day, line, order, person, referral
from tests.support.identity import assign
from tests.support.script import Script
from tests.support.stores import environment_of, settings_of, wipe


def grown(start: datetime) -> list[Entry]:
    """D brought A, and A brought B and C, who is said to have been brought by B, too; D and A ordered."""
    told = [("D", "A", 5), ("A", "B", 8), ("A", "C", 8), ("B", "C", 9), ("B", "D", 19)]
    return [
        *(person(key, start + timedelta(days=9), source="shop", full_name=key) for key in "ABC"),
        person("D", start + timedelta(days=20), source="shop", full_name="D"),
        *(referral(by, who, start + timedelta(days=at)) for by, who, at in told),
        order("1", "D", start + timedelta(days=21), total=10.0, currency="EUR"),
        order("2", "A", start + timedelta(days=25), total=1.0, currency="EUR"),
        line("1", "P1"),
    ]


COMPANIES = {
    "mature": [*grown(day(5)), order("late", "A", day(300), total=1.0)],
    "young": grown(day(5)),
    "alone": [person("1", source="shop", full_name="Anna Berg")],
}
"""What is known: cohorts whose days are over, none such, and one customer of whom no time is told."""
# 3 accepted, of whom A ordered, so p is (1 + 2) / (5 stated + 20). As seeds all four reach themselves alone.
_SEEDS = ["probability 0.1200", "all 4: 4.0 to 4.0, none more than 4.0"]
TOLD: dict[str, dict[str, list[str]]] = {
    "network summary": {
        # of the three A alone bought, 295 days after D brought A, the first time after 20
        "mature": ["3 accepted", "cascades: count 1, customers 4", "– 3 1 20.0 20.0"],
        "young": ["3 accepted"],
        "alone": ["cascades: count 0"],
    },
    "network advocates": {"mature": ["may become one: nobody"], "alone": ["at risk of leaving: nobody"]},
    "network communities": {"mature": ["1 communities"], "alone": ["0 communities", "bridges: none"]},
    "network seeds": {"mature": _SEEDS, "young": _SEEDS, "alone": ["over stated referrals: nobody"]},
    "insight summary": {
        "mature": ["2 customers have bought"],
        "alone": ["0 customers have bought", "no probabilities: nothing is known that happened at a time"],
    },
    "insight value": {"mature": ["Nobody has a lifetime value"]},
    "insight churn": {"mature": ["Nobody has a probability"]},
    "insight lifecycle": {"mature": ["took the step"]},
    "insight offers": {"alone": ["There is nothing to offer"]},
}


@pytest.fixture(scope="module", params=list(COMPANIES))
def company(
    request: pytest.FixtureRequest, embedded_session: Store, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Script]:
    """The name of a company, and `ckg` over it."""
    home = tmp_path_factory.mktemp("home")
    workspace = Workspace(settings_of(wipe(embedded_session).endpoint, home))
    entries = COMPANIES[request.param]
    workspace.journal.append(entries, "one")
    keys = {entry.source_id for entry in entries if entry.source_id}
    assign(workspace.journal, "run", day(400), {f"shop:{key}": key for key in keys})
    workspace.project(embedded_session, silent)
    return request.param, Script({**environment_of(embedded_session), "CKG_HOME": str(home)}, home)


@pytest.mark.parametrize("command", TOLD)
def test_scores_are_told_whatever_is_known(company: tuple[str, Script], command: str) -> None:
    name, ckg = company

    result = ckg.run(*command.split())

    assert result.status == 0, result.errors
    shown = " ".join(result.output.split())
    assert all(each in shown for each in TOLD[command].get(name, [])), shown


def test_somebody_is_named_by_a_record_as_well(company: tuple[str, Script]) -> None:
    name, ckg = company
    key = "1" if name == "alone" else "D"

    for command in ("network tree", "insight customer", "insight offers --customer"):
        by_id, by_record = (ckg.run(*command.split(), named) for named in (key, f"shop:{key}"))

        assert (by_record.status, by_record.output) == (0, by_id.output), by_record.errors


def test_somebody_unknown_is_named(company: tuple[str, Script]) -> None:
    _, ckg = company

    for command in ("network tree", "insight customer", "insight offers --customer"):
        result = ckg.run(*command.split(), "nobody")

        assert (result.status, result.output) == (1, "")
        assert "There is no customer nobody." in result.errors

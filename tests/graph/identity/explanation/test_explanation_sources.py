"""Explanations are the same from the state of the last run and from the journal alone."""

import random
import shutil
from contextlib import closing
from dataclasses import asdict, is_dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import duckdb
import pytest

from graph.identity.explanation.how import how
from graph.identity.explanation.why import why, why_not
from graph.identity.inputs import last_run
from graph.identity.rules import rules_in_force
from graph.identity.run import Mode, RunResult, resolve
from graph.identity.state.file import UnusableStateError, attached_to_read, state_path
from graph.identity.state.reading import last_state
from graph.identity.stewards.sheet import side_by_side
from tests.graph.identity.company import FAMILY, Company
from tests.graph.identity.company_people import GIVEN, dice, told_of, version
from tests.graph.identity.harm import put_back, remove, spoil, tear
from tests.support.looking import look

BLOCKED, CLUB = "test@test.de", "verein@mail.de"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a home after a full run and one over changes, and `before`, the state of the first.

    It has blocked values, values that come to be shared, families with accounts, judgements.
    """
    folder = tmp_path_factory.mktemp("explained")
    company = Company(folder / "home")
    rng = dice(12)
    told = [entry for number in range(30) for entry in told_of(number, rng)]
    told += [_member(number, rng) for number in range(16)]
    rng.shuffle(told)
    company.journal.append(told[:60], "first")
    resolve(company.journal, company.settings)
    shutil.copy(state_path(company.settings), folder / "before")
    company.journal.append(told[60:], "second")
    company.judge("crm:3", "shop:10", "match")
    company.judge("crm:5", "shop:5", "no_match")
    assert resolve(company.journal, company.settings).mode is Mode.INCREMENTAL
    return folder


def _member(number: int, rng: random.Random) -> Any:
    used = [("email", BLOCKED), ("email", CLUB), ("account", f"club:{number // 2}")]
    given, family = rng.choice(GIVEN), rng.choice(FAMILY)
    return version("club", f"{number}", used, given_name=given, family_name=family, birth_date="1990-05-01")


@pytest.fixture
def company(home: Path, tmp_path: Path) -> Company:
    """A copy of that home, to be harmed."""
    shutil.copytree(home / "home", tmp_path / "home")
    return Company(tmp_path / "home")


def answers(company: Company) -> list[Any]:
    """The sheet of a link within a customer, what keeps two with shared values apart, how one came about."""
    linked = look(company.journal, "SELECT record_l, record_r FROM known_links ORDER BY ALL")
    customer = company.customers()
    ties = dice(1).choice([pair for pair in linked if customer.get(pair[0]) == customer.get(pair[1], "")])
    both = side_by_side(company.journal, company.settings, ties)
    apart = why_not(company.journal, company.settings, ("club:0", "club:1"))
    return [both.rows, both.why, apart, how(company.journal, company.settings, customer[ties[0]])]


def readable(company: Company) -> bool:
    """Whether explanations can be read from the state."""
    with closing(company.journal.connect(views=("runs", "review_cases"))) as connection:
        last = last_run(connection)
        assert last is not None
        path, rules = state_path(company.settings), rules_in_force(company.settings)
        try:
            with last_state(connection, company.journal, path, last, rules):
                return True
        except UnusableStateError:
            return False


def test_the_state_tells_what_the_journal_does(company: Company) -> None:
    assert readable(company)
    known = answers(company)

    remove(state_path(company.settings), Path())
    told = answers(company)

    assert not readable(company)
    assert rounded(known) == rounded(told)
    kinds = {finding.kind for answer in known for finding in getattr(answer, "findings", ())}
    assert kinds >= {"rule", "comparison", "blocked", "shared", "path", "threshold"}


def rounded(value: Any) -> Any:
    """An explanation without the last digits of its weights, which depend on the order of a sum."""
    if is_dataclass(value) and not isinstance(value, type):
        return rounded(asdict(value))
    if isinstance(value, dict):
        return {name: rounded(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    return round(value, 6) if isinstance(value, float) else value


def test_a_state_that_cannot_be_used_is_done_without(company: Company, home: Path) -> None:
    pair, state = ("club:0", "club:1"), state_path(company.settings)
    before, content = why_not(company.journal, company.settings, pair), state.read_bytes()

    for harm in (tear, put_back):
        harm(state, home / "before")
        assert not readable(company), harm
        state.write_bytes(content)
    spoil(state, home / "before")  # what is found on the way

    assert rounded(why_not(company.journal, company.settings, pair)) == rounded(before)


def test_what_came_since_the_last_run_counts(company: Company) -> None:
    used = [("email", "adler.0@web.de"), ("document", "passport:de:C01X0006H")]
    company.journal.append(
        [version("crm", "0", used, given_name="Anna"), version("late", "1", used[1:])], "x"
    )

    report = why(company.journal, company.settings, ("crm:0", "late:1"))

    assert not readable(company)
    assert report.customer_r is None
    assert [f.text for f in report.findings if f.kind == "rule"] == [
        "both use the document passport:de:C01X0006H"
    ]


def test_a_run_waits_for_those_who_read_its_state(company: Company) -> None:
    company.journal.append(told_of(40, dice(2)), "later")
    results: list[RunResult] = []
    run = Thread(target=lambda: results.append(resolve(company.journal, company.settings)))

    with duckdb.connect() as reader, attached_to_read(reader, state_path(company.settings)):
        run.start()
        run.join(timeout=1.0)
        waited = run.is_alive()
        reader.execute("FROM known.mark").fetchall()
    run.join()

    assert waited
    assert results[0].mode is Mode.INCREMENTAL
    assert readable(company)

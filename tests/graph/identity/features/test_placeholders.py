"""Birth dates that are filled in: no evidence, and golden only where there is no other."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from graph.entries import Origin, RecordVersion
from graph.identity.features.placeholders import find_placeholders
from graph.identity.inputs import load_inputs, open_inputs
from graph.identity.outcome.golden import golden_records
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.settings import Settings

if TYPE_CHECKING:
    from tests.graph.identity.world import World

AT = datetime(2026, 3, 1, tzinfo=UTC)
FILLED_IN = "1985-06-15"


def records(source: str, dates: list[str]) -> Iterator[RecordVersion]:
    """Different people of a source with these birth dates."""
    for number, born in enumerate(dates):
        stated = {"full_name": f"G{number} F{number}", "birth_date": born}
        yield RecordVersion(source, str(number), stated, (), AT, Origin("file", number + 1))


def true_dates(count: int) -> list[str]:
    return [f"{1950 + number % 50}-{1 + number % 12:02d}-{2 + number % 26:02d}" for number in range(count)]


def evidence(
    home: Path, *sources: Iterator[RecordVersion]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Dates found to be filled in, with their source, and the dates that count, with theirs."""
    journal = Journal.open(Settings(home=home))
    for source in sources:
        journal.append(source, "ingest")
    with open_inputs(journal) as connection:
        found = find_placeholders(connection)
        load_inputs(connection)
        left = connection.execute("SELECT source, birth_date FROM records WHERE birth_date IS NOT NULL")
        return [(str(it["source"]), str(it["birth_date"])) for it in found], left.fetchall()


def test_a_date_that_too_many_of_a_source_have_is_no_evidence_there(tmp_path: Path) -> None:
    crm = records("crm", [*true_dates(60), *[FILLED_IN] * 9])
    shop = records("shop", [FILLED_IN, *true_dates(20)])
    found, left = evidence(tmp_path, crm, shop)
    assert found == [("crm", FILLED_IN)]
    assert [pair for pair in left if pair[1] == FILLED_IN] == [("shop", FILLED_IN)]
    assert len(left) == 60 + 21


def test_a_date_that_a_source_fills_in_for_people_of_one_nation_is_no_evidence(tmp_path: Path) -> None:
    cohorts = [("UA", "G F", born) for born in true_dates(20) * 15]
    others = [("JP", f"{chr(65 + number)} Tanaka", born) for number, born in enumerate(true_dates(15))]
    filled = [("JP", f"{first} Sato", FILLED_IN) for first in "ABCDEF"]
    spelt = (
        "Yuri Khabarov",
        "Iuri Habarov",
        "Khabarov Yuri",
        "Jurij Chabarow",
        "Yury Khabarov",
        "Yuriy Habarov",
    )
    one = [("RU", name, "1961-02-03") for name in spelt]
    said = [
        {"nationality": nation, "full_name": name, "birth_date": born}
        for nation, name, born in (*cohorts, *others, *filled, *one)
    ]
    register = (
        RecordVersion("register", str(number), it, (), AT, Origin("file", number + 1))
        for number, it in enumerate(said)
    )

    found, _ = evidence(tmp_path, register)

    assert found == [("register", FILLED_IN)]


def test_where_first_of_january_stands_for_many_years_the_year_is_known(tmp_path: Path) -> None:
    filled = [f"{1981 + number % 6}-01-01" for number in range(60)]
    found, left = evidence(tmp_path, records("crm", [*true_dates(200), *filled, "1975-01-01", "1970-01-01"]))
    assert found == [("crm", f"{year}-01-01") for year in range(1981, 1987)]
    years = [born for _, born in left if len(born) == 4]
    assert years == [*(day[:4] for day in filled), "1975"]
    assert len(left) == 261


def test_one_year_is_no_habit(tmp_path: Path) -> None:
    _, left = evidence(tmp_path, records("crm", [*true_dates(200), *["1985-01-01"] * 30, "1975-01-01"]))
    assert [born for _, born in left if born.endswith("-01-01")] == ["1975-01-01"]
    assert len(left) == 201


def test_listed_dates_are_no_evidence_however_few_have_them(tmp_path: Path) -> None:
    found, left = evidence(tmp_path, records("crm", ["1970-01-01", "1900-01-01", "1970-01-02"]))
    assert found == []
    assert left == [("crm", "1970-01-02")]


def test_one_person_of_many_records_fills_in_nothing(tmp_path: Path) -> None:
    same = ({"full_name": "Anna Ott", "birth_date": FILLED_IN}, (), AT)
    often = [RecordVersion("crm", str(number), *same, Origin("file", number)) for number in range(1, 30)]
    found, left = evidence(tmp_path, iter(often))
    assert found == []
    assert len(left) == 29


def test_a_filled_in_date_is_golden_only_where_there_is_no_other(world: "World") -> None:
    world.record("crm:1", datetime(2020, 1, 1, tzinfo=UTC), given_name="Anna", birth_date="1981-02-03")
    world.record("shop:1", datetime(2025, 1, 1, tzinfo=UTC), given_name="Anna", birth_date="1970-01-01")
    world.record("shop:2", datetime(2025, 1, 1, tzinfo=UTC), given_name="Bernd", birth_date="1970-01-01")
    for record, customer in (("crm:1", "c1"), ("shop:1", "c1"), ("shop:2", "c2")):
        world.connection.execute("INSERT INTO assignments VALUES (?, ?)", [record, customer])
    golden = {row["id"]: row for row in golden_records(world.connection, load_rules()).to_pylist()}
    assert (golden["c1"]["birth_date"], golden["c2"]["birth_date"]) == ("1981-02-03", "1970-01-01")

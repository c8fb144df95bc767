"""The grid of made company files: what it covers, and that its truth can be known from the files."""

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from benchmarks.grid.cells import NAMES, PEOPLE_COLUMNS, SHARES, SOURCES, Cell, cells
from benchmarks.grid.data import DataSet
from benchmarks.grid.figures import Figures, figures
from benchmarks.grid.make import make
from benchmarks.grid.makers import KINDS
from benchmarks.grid.measure import Result, verdict
from benchmarks.grid.ours import ours
from benchmarks.grid.report import before_section, section, write_report

CELL = Cell("people", 0.05, 400, "all", "3overlap-in-turn", "german")


def test_the_cells_cover_all_pairs_of_choices_that_make_sense() -> None:
    people = [cell for cell in cells() if cell.kind == "people"]
    met = {pair for cell in people for pair in combinations(choices(cell), 2)}

    factors = SHARES, (200, 2_000, 20_000), tuple(PEOPLE_COLUMNS), SOURCES, NAMES
    wanted = {
        ((i, left), (j, right))
        for (i, lefts), (j, rights) in combinations(enumerate(factors), 2)
        for left in lefts
        for right in rights
    }
    senseless = {((0, 0.0), (3, "2overlap")), ((0, 0.0), (3, "3overlap-in-turn")), ((0, 0.001), (1, 200))}
    assert wanted - met == senseless


def choices(cell: Cell) -> list[tuple[int, object]]:
    """What the cell chooses of each factor, by the factor's place."""
    return list(enumerate((cell.share, cell.records, cell.columns, cell.sources, cell.names)))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_the_records_and_the_duplicates_of_its_cell(kind: str) -> None:
    data = make(replace(CELL, kind=kind))

    assert len(data.records) == len(data.truth) == 400
    assert len(set(data.truth.values())) == 380
    assert all(set(said.row) <= set(data.fields) and any(said.row.values()) for said in data.records)


def test_a_seed_gives_the_same_records_and_another_seed_others() -> None:
    assert make(CELL).records == make(CELL).records
    assert {said.key for said in make(CELL).records} != {said.key for said in make(CELL, "reported").records}


def test_namesakes_are_many_and_none_of_them_indistinguishable() -> None:
    data = make(replace(CELL, share=0.0, records=4_000, columns="nobirth"))

    by_name: defaultdict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for said in data.records:
        by_name[said.row["given_name"], said.row["family_name"]].append(said.row)
    assert sum(len(rows) for rows in by_name.values() if len(rows) > 1) > 100
    for rows in by_name.values():
        for field in ("email", "phone", "street"):
            held = Counter(row[field] for row in rows if field in row and not placeholder(row[field]))
            assert max(held.values(), default=1) == 1


def placeholder(value: str) -> bool:
    """Whether the value stands for a missing one."""
    return value.startswith(("+49111", "00000", "keine@", "noemail@", "na@"))


def test_where_sources_stand_apart_nobody_is_in_two_of_them() -> None:
    sources = sources_by_entity(make(replace(CELL, sources="4apart-in-turn")))
    assert {len(found) for found in sources.values()} == {1}
    overlapping = sources_by_entity(make(CELL))
    assert sum(len(found) > 1 for found in overlapping.values()) >= 10


def sources_by_entity(data: DataSet) -> dict[str, set[str]]:
    """In which sources an entity stands."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for said in data.records:
        found[said.entity].add(said.source)
    return found


def test_every_row_goes_through_ingest_into_a_customer(tmp_path: Path) -> None:
    data = make(replace(CELL, records=60, kind="listed", sources="2overlap"))

    found = ours(data, tmp_path / "kept")
    again = ours(data, tmp_path / "kept")

    assert set(found.customers) == set(again.customers) == set(data.truth)


def test_figures_count_records_among_strangers() -> None:
    data = make(replace(CELL, records=40, share=0.05))
    alone = {record: record for record in data.truth}
    one = dict.fromkeys(data.truth, "all")

    assert figures(data, alone, 0).strangers == 0
    assert figures(data, alone, 0).recall == 0
    assert figures(data, dict(data.truth), 0).f1 == 1
    assert figures(data, one, 0).strangers == 1
    assert figures(data, one, 0).largest == 40


def test_verdicts_name_the_goals_that_are_missed() -> None:
    perfect = figures(make(CELL), make(CELL).truth, 0)
    strangers = replace(perfect, strangers=0.001)
    careless, timid = replace(perfect, precision=0.9), replace(perfect, recall=0.5)

    def said(share: float, found: Figures, plain: Figures | None = perfect) -> str:
        return verdict(replace(CELL, share=share), "building", found, plain)

    assert said(0.0, perfect) == "ok"
    assert said(0.0, strangers) == "strangers"
    assert said(0.05, careless) == "precision"
    assert said(0.05, timid) == "recall"
    assert said(0.05, timid, replace(careless, recall=1)) == "(recall)"
    assert said(0.05, timid, None) == "ok"


def test_the_report_keeps_what_stands_before_its_section(tmp_path: Path) -> None:
    report = tmp_path / "identity.md"
    report.write_text("# Identity\n\n| a table |\n", encoding="utf-8")
    perfect = figures(make(CELL), make(CELL).truth, 0)

    for _ in range(2):
        write_report(report, [Result(CELL, perfect, None, "ok")])

    assert before_section(report) == "# Identity\n\n| a table |\n"
    assert section(report).count(CELL.name) == 1
    assert "- 5 % duplicates: 1 of 1 cells as they should be" in section(report)

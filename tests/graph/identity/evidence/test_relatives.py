"""Relatives of similar names behind one contact are no spellings of one person where many relatives share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.entries import Entry, Identifier
from graph.identity.evidence.relatives import learn_family_kinds
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import resolve
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, person

if TYPE_CHECKING:
    from tests.graph.identity.world import World

COUPLES = (("Peter", "Petra"), ("Jan", "Jana"), ("Julian", "Juliane"))
ALIKE = (("Anna", "Annette"), ("Katharina", "Katrin"))
CLEAR = (("Peter", "Annette"), ("Petra", "Jan"), ("Jana", "Fritz"), ("Anna", "Walter"), ("Katrin", "Stefan"))
FAMILIES = tuple(
    f"{stem}{end}" for stem in ("Stein", "Wald", "Gold", "Feld") for end in ("mann", "ner", "ert")
)


def home(number: int, names: tuple[str, str], **also: str) -> list[tuple[str, dict[str, str]]]:
    """Two of one family name who share a telephone number: key and attributes of each."""
    said = {"family_name": FAMILIES[number % 12], "phone": f"+4930{number:06}", **also}
    return [(f"{number}-{name}", {"given_name": name, **said}) for name in names]


def linked(
    world: World, families: int, contact: str, alike: Sequence[tuple[str, str]] = ALIKE
) -> set[tuple[str, str]]:
    """The names that telephone numbers link, where so many families of clear names share a contact, and those
    `alike` too."""
    people = [one for number in range(families) for one in home(number, CLEAR[number % 5])]
    people += [one for number, names in enumerate(alike) for one in home(900 + number, names)]
    for key, said in people:
        value = said.pop("phone")
        shared = f"family{value[3:]}@mail.example" if contact == "email" else value
        world.record(f"crm:{key}", **said, **{contact: shared})
    world.links()
    learn_family_kinds(world.connection)
    found = world.connection.execute("SELECT record_l, record_r FROM rule_links").fetchall()
    return {tuple(sorted(key.partition("-")[2] for key in pair)) for pair in found}  # type: ignore[misc]


@pytest.mark.parametrize("contact", ["phone", "email"])
def test_names_alike_are_left_to_the_model_where_families_share_contacts(world: World, contact: str) -> None:
    assert linked(world, 60, contact) == set()


@pytest.mark.parametrize("contact", ["phone", "email"])
def test_names_alike_are_linked_where_no_relatives_share(world: World, contact: str) -> None:
    assert linked(world, 0, contact) == set(ALIKE)


@pytest.mark.parametrize("contact", ["phone", "email"])
def test_names_of_a_man_and_a_woman_are_no_spellings_of_one(world: World, contact: str) -> None:
    assert linked(world, 0, contact, COUPLES) == set()


def test_equal_and_misspelt_names_are_linked_among_families_too(world: World) -> None:
    for name, other in (("Bruno", "Bruno"), ("Siegfried", "Siegrfied")):
        for source, given in (("crm", name), ("shop", other)):
            world.record(f"{source}:0-{name}", given_name=given, family_name="Roth", phone=f"+4940{name}")

    assert linked(world, 60, "phone") == {("Bruno", "Bruno"), ("Siegfried", "Siegfried")}


@pytest.mark.parametrize(
    ("sons", "twice", "found"),
    [
        ((), 0, {("undated", "whole")}),
        (("1990-02-03",), 0, {("undated", "whole")}),  # one may be a slip
        (("1990-02-03", "1988-11-30", "1979-05-17"), 0, set()),
        (("1990-02-03", "1988-11-30", "1979-05-17"), 3, {("undated", "whole")}),
        (("1990-02-03", "1988-11-30", "2031-03-05"), 0, {("undated", "whole")}),
    ],
)
def test_namesakes_without_a_birth_date_are_left_to_the_model_where_generations_share(
    world: World, sons: Sequence[str], twice: int, found: set[tuple[str, str]]
) -> None:
    """Dates a generation apart under one name and telephone are fathers' and sons', if they are no faults."""
    for number, born in enumerate((*sons, *["1955-08-21"] * twice)):
        for key, date in (("father", "1955-08-21"), ("son", born)):
            world.record(
                f"crm:{number}{key}",
                given_name="Hans",
                family_name=FAMILIES[number],
                birth_date=date,
                phone=f"+49301{number:06}",
            )
    for key, said in (("whole", {"birth_date": "1955-08-21"}), ("undated", {})):
        world.record(f"crm:90-{key}", given_name="Karl", family_name="Roth", phone="+49402", **said)
    world.links()
    learn_family_kinds(world.connection)
    links = world.connection.execute(
        "SELECT record_l, record_r FROM rule_links WHERE record_l LIKE 'crm:90%'"
    ).fetchall()
    assert {tuple(sorted(key.partition("-")[2] for key in pair)) for pair in links} == found


def said(number: int, names: tuple[str, ...]) -> list[Entry]:
    return [
        person(key, day(1), Identifier("phone", told.pop("phone")), **told)
        for key, told in home(number, names, city="Berlin")  # type: ignore[arg-type]
    ]


def test_runs_keep_relatives_apart_and_so_does_a_run_over_changes(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    journal = Journal.open(settings)
    pairs = [*(CLEAR[number % 5] for number in range(60)), *COUPLES, *ALIKE]
    journal.append([one for number, names in enumerate(pairs) for one in said(number, names)], "test")
    first = resolve(journal, settings).report

    journal.append(said(0, ("Petra",)), "test")
    second = resolve(journal, settings).report

    assert first["customers"] == 130
    assert first["family_kinds"] == second["family_kinds"] == ["phone"]
    assert first["namesake_kinds"] == second["namesake_kinds"] == []
    assert second["mode"] == "incremental"
    assert len(set(current_assignment(journal).values())) == 131

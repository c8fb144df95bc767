"""How far vetoes are noise: by how often the records of one person have what they forbid."""

from typing import TYPE_CHECKING

import pytest

from graph.identity.evidence.noise import NOISE_SAMPLE, veto_noise
from graph.identity.rules import Veto

if TYPE_CHECKING:
    from tests.graph.identity.world import World


def _pair(world: "World") -> None:
    """Makes the table `pairs` of the records `a:0` and `b:0`, `a:1` and `b:1` …"""
    world.prepare()
    world.connection.execute(
        """CREATE TABLE pairs AS SELECT 'a:' || i AS record_l, 'b:' || i AS record_r
        FROM range($pairs) AS r(i)""",
        {"pairs": NOISE_SAMPLE},
    )


@pytest.mark.parametrize(
    ("misspelt", "slip", "noisy"), [(9, "Ana", True), (8, "Ana", False), (9, "A", False)]
)
def test_other_given_names_are_noise_where_more_are_misspelt(
    world: "World", misspelt: int, slip: str, noisy: bool
) -> None:
    for number in range(NOISE_SAMPLE):
        person = {"family_name": f"Ott{number}", "birth_date": "1990-05-01", "gender": "female"}
        given = "Dorothea" if number < 10 else slip if number < 10 + misspelt else "Anna"
        world.record(f"a:{number}", given_name="Anna", **person)
        world.record(f"b:{number}", given_name=given, **person)
    _pair(world)

    noise = veto_noise(world.connection, "pairs")

    # 10 of 50 pairs, less the 100 / 65 that may be twins among 100 records: 8.5
    expected = pytest.approx((10 - 100 / 65) / NOISE_SAMPLE if noisy else 0)
    assert noise == {Veto.TWINS: expected, Veto.GIVEN_NAME: expected, Veto.LISTED_TWICE: 0}


def test_twins_among_few_duplicates_do_not_make_given_names_noisy(world: "World") -> None:
    for number in range(NOISE_SAMPLE):
        person = {"family_name": f"Ott{number}", "birth_date": "1990-05-01"}
        world.record(f"a:{number}", given_name="Anna", **person)
        world.record(f"b:{number}", given_name="Dorothea" if number < 2 else "Anna", **person)
        world.record(f"c:{number}", given_name="Karl", family_name="Lang", birth_date="1961-02-03")
    _pair(world)

    # 2 of 50 pairs would be noise above the rules' bound; 150 / 65 may be twins
    assert veto_noise(world.connection, "pairs")[Veto.TWINS] == 0


def test_a_register_of_twins_is_no_register_of_faulty_given_names(world: "World") -> None:
    for number in range(NOISE_SAMPLE):
        person = {"family_name": f"Ott{number}", "birth_date": "1990-05-01"}
        world.record(f"a:{number}", given_name="Anna", **person)
        world.record(f"b:{number}", given_name="Dorothea" if number % 2 else "Anna", **person)
    _pair(world)

    noise = veto_noise(world.connection, "pairs")

    assert (noise[Veto.TWINS], noise[Veto.GIVEN_NAME]) == (0, 0)


@pytest.mark.parametrize(("slips", "explained"), [(10, 1.0), (5, 0.25), (0, 0.0)])
def test_years_far_apart_are_faulty_as_far_as_two_slips_at_once_explain_them(
    world: "World", slips: int, explained: float
) -> None:
    for number in range(NOISE_SAMPLE):
        person = {"given_name": "Anna", "family_name": f"Ott{number}"}
        # One digit, by less than a generation; the last two by two digits.
        other = "1944" if number < slips else "1875" if number >= NOISE_SAMPLE - 2 else "1934"
        world.record(f"a:{number}", birth_date="1934", **person)
        world.record(f"b:{number}", birth_date=other, **person)
    _pair(world)

    # (slips / 50)² of 50 pairs are to be expected, and 2 were found
    assert veto_noise(world.connection, "pairs")[Veto.BIRTH_YEAR] == pytest.approx(explained)


def test_fathers_and_sons_of_one_name_do_not_make_birth_dates_noisy(world: "World") -> None:
    for number in range(NOISE_SAMPLE):
        person = {"given_name": "Karl", "family_name": f"Ott{number}"}
        world.record(f"crm:{number}", birth_date="1990-05-01", account=f"crm:{number}", **person)
        world.record(f"shop:{number}", birth_date="1990-05-01", account=f"crm:{number}", **person)
        world.record(f"old:{number}", birth_date="1962-11-23", **person)
    world.prepare()
    world.connection.execute(
        """CREATE TABLE pairs AS SELECT 'crm:' || i AS record_l, other || ':' || i AS record_r
        FROM range(50) AS r(i), (VALUES ('shop'), ('old')) AS o(other)"""
    )

    noise = veto_noise(world.connection, "pairs")

    assert noise[Veto.BIRTH_DATE] == 0


@pytest.mark.parametrize("spelt", ["Anna", "Ana"])
def test_gender_is_no_veto_where_errors_explain_it(world: "World", spelt: str) -> None:
    # Of 60 pairs of one name every tenth has two genders; so have 6 of 60 pairs with another given name.
    pairs = []
    for number in range(120):
        given = ("Anna", spelt) if number < 60 else ("Anna", "Bernd")
        genders = ("f", "m") if number % 10 == 0 else ("f", "f")
        for side in (0, 1):
            world.record(f"crm:{number}-{side}", given_name=given[side], gender=genders[side])
        pairs.append((f"crm:{number}-0", f"crm:{number}-1"))
    world.prepare()
    world.connection.execute("CREATE TABLE likely (record_l VARCHAR, record_r VARCHAR)")
    world.connection.executemany("INSERT INTO likely VALUES (?, ?)", pairs)
    # errors in a tenth of 60 pairs explain 6 contradictions, and there are 6
    assert veto_noise(world.connection, "likely")[Veto.GENDER] == 1.0

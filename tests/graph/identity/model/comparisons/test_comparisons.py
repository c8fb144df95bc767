"""Which level of a comparison two records fall into."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest

from graph.identity.features.build import build_features
from graph.identity.model.comparisons.every import COMPARISONS
from tests.graph.identity.conftest import adding, input_tables
from tests.graph.identity.model.comparisons.firms import (
    BODIES,
    BRANCHES,
    CONTACTS,
    DOMAINS,
    FORMS,
    MAILBOXES,
    NUMBERS,
    WRITTEN_OTHERWISE,
)
from tests.graph.identity.model.comparisons.pairs import Pair
from tests.graph.identity.model.comparisons.places import NAMED_AFTER_TOWNS, PLACES, REGIONS, TEXTS

Level = Callable[[Pair, str], str]


def of_column(column: str, left: str, right: str, expected: str) -> Pair:
    one, other = ({"family_name": "Meier", column: value} for value in (left, right))
    return Pair(one, other, {column: expected})


_AMONG = "among the other's names"
VALUES = [
    of_column("birth_date", "1949-07-22", "1949-07-22", "same birth date"),
    of_column("birth_date", "1949-07", "1949-07-22", "same month, day unknown"),
    of_column("birth_date", "1949", "1949-07-22", "same year, month unknown"),
    of_column("birth_date", "1949-07-12", "1949-12-07", "day and month swapped"),
    of_column("birth_date", "1949-07-22", "1949-07-23", "one digit wrong"),
    of_column("birth_date", "1949-07-22", "1949-07-05", "only day, month or year differs"),
    of_column("birth_date", "1949-07-22", "1987-07-22", "only day, month or year differs"),
    of_column("birth_date", "1949-07-22", "1949-10-31", "same year"),
    of_column("birth_date", "1949-07-22", "1987-10-05", "different birth dates"),
    of_column("birth_date", "1949", "1959-07-22", "a digit of the year wrong, day unknown"),
    of_column("birth_date", "1949", "1987", "different birth dates"),
    of_column("given_name", "Manfred", "Manfrd", "one misspelt"),
    of_column("given_name", "Jo", "Bo", "different given names"),
    of_column("given_name", "A", "E", "different given names"),
    of_column("given_name", "A", "Anton", "an initial of the other"),
    of_column("given_name", "A", "A", "the same initial"),
    of_column("given_name", "B", "William", "an initial of a form of the other"),
    of_column("given_name", "Ö", "Özlem", "an initial of the other"),
    of_column("given_name", "Maria", "Marianne", "different given names"),
    of_column("given_name", "Peter", "Petra", "different given names"),
    of_column("given_name", "Juliane", "Julian", "different given names"),
    of_column("given_name", "István", "Istvánné", "different given names"),
    of_column("given_name", "Berit", "Bertil", "different given names"),
    of_column("given_name", "Luiza", "Luiz", "different given names"),
    of_column("given_name", "Györgyi", "György", "different given names"),
    of_column("given_name", "Kim", "Jim", "one misspelt"),  # Kim is of either sex, by country
    of_column("given_name", "Işın", "Özcam", "different given names"),
    of_column("given_name", "Nicola", "Michela", "different given names"),
    of_column("given_name", "Michael", "Nichole", "different given names"),
    of_column("given_name", "Thu", "Thảo", "different given names"),
    of_column("given_name", "Γιώργος", "Yorgos", "forms of one name"),
    of_column("given_name", "Yannis", "Ioannis", "forms of one name"),
    of_column("given_name", "Thị Hoa", "Thị Mai", "different given names"),
    of_column("given_name", "Catherine", "Kathryn", "sounds alike"),
    of_column("given_name", "Philip", "Filip", "sounds alike"),
    of_column("family_name", "Işın", "Özcam", "different family names"),
    of_column("family_name", "Meyer", "Maier", "sounds alike"),
    of_column("family_name", "Kowalski", "Kovalsky", "sounds alike"),
    of_column("given_name", "영희", "Young-hee", "forms of one name"),
    of_column("given_name", "경숙", "Kyung-Sook", "forms of one name"),
    of_column("given_name", "Young Tae", "Yeongtae", "forms of one name"),
    of_column("given_name", "Seo-yeon", "Su-hyun", "different given names"),
    of_column("given_name", "Yuliya", "Julija", "forms of one name"),
    of_column("given_name", "Jewgenij", "Yevgeny", "forms of one name"),
    of_column("given_name", "Faysal", "Faisal", "forms of one name"),
    of_column("given_name", "Jatin", "Yatin", "one misspelt"),
    of_column("given_name", "Khoa", "Hoa", "one misspelt"),
    of_column("given_name", "Zhiwei", "Shiwei", "one misspelt"),
    of_column("family_name", "Alghamdi", "Al-Ghamdi", _AMONG),
    of_column("given_name", "영희", "Ji-hoon", "different given names"),
    of_column("given_name", "حسين", "Hussein", "transliterated alike"),
    of_column("given_name", "يوسف", "Youssef", "transliterated alike"),
    of_column("given_name", "يوسف", "Hussein", "different given names"),
    of_column("given_name", "רבקה", "Rivka", "transliterated alike"),
]


def of_howard(given: str, family: str, **other: str) -> Pair:
    return Pair(
        {"given_name": "Henry", "family_name": "Howard"}, other, {"given_name": given, "family_name": family}
    )


_SAME_GIVEN = "same given name"


def of_initials(left: str, right: str, given: str, family: str) -> Pair:
    return Pair({"full_name": left}, {"full_name": right}, {"given_name": given, "family_name": family})


WORDS = [
    of_initials("S. Murugan", "Murugan Suresh", "missing", _AMONG),
    of_initials("Murugan S.", "S. Murugan", "missing", "same family name"),
    of_initials("S. Murugan", "Murugan Karthik", "different given names", "different family names"),
    Pair(
        {"given_name": "Hye-Sang", "family_name": "Jang"},
        {"given_name": "Jang", "family_name": "Hye-Sang"},
        {"given_name": _SAME_GIVEN, "family_name": "one misspelt"},
    ),
    of_howard(_SAME_GIVEN, "same family name", given_name="Howard", family_name="Henry"),
    of_howard(_SAME_GIVEN, "one misspelt", given_name="Howrd", family_name="Henry"),
    of_howard("alone, the other's family name", "missing", given_name="Howard"),
    of_howard("missing", "alone, the other's given name", full_name="Henry"),
    of_howard("missing", "same family name", full_name="Howard"),
    of_howard("different given names", "different family names", given_name="Howard", family_name="Hughes"),
    of_howard(_AMONG, "same family name", full_name="John Henry Howard"),
]


_ALL_WORDS, _DIFFERENT = "all words of one in the other", "different organisation names"


def of_addresses(given: tuple[str, str], emails: tuple[str, str], expected: str) -> Pair:
    left, right = (
        {"given_name": name, "family_name": "Beckmann", "emails": [f"{email}@stud.example"]}
        for name, email in zip(given, emails, strict=True)
    )
    return Pair(left, right, {"email": expected})


EMAILS = [
    of_addresses(("Aleksandar", "Christel"), ("abeckma187", "cbeckma187"), "missing"),
    of_addresses(("Aleksandar", "Aleksandar"), ("abeckma187", "abekcma187"), "one address misspelt"),
    of_addresses(("Christel", "Christel"), ("cbeckma187", "vbeckma187"), "one address misspelt"),
    of_addresses(("Christel", "C"), ("cbeckma187", "cbekcma187"), "one address misspelt"),
    of_addresses(("Christel", "Christel"), ("cbeckmann1", "cbeckmann7"), "different e-mail addresses"),
    of_addresses(("Christel", "Christel"), ("cbeckmann", "cbeckmann7"), "missing"),
]


def of_spellings(families: tuple[str, str], emails: tuple[str, str], expected: str) -> Pair:
    left, right = (
        {"given_name": "Jan", "family_name": name, "emails": [email]}
        for name, email in zip(families, emails, strict=True)
    )
    return Pair(left, right, {"email": expected})


OWN_SPELLINGS = [
    of_spellings(("Müller", "Möller"), ("j.mueller@x.de", "j.moeller@x.de"), "different e-mail addresses"),
    of_spellings(("Schmidt", "Schmitt"), ("jschmidt@x.de", "jschmitt@y.de"), "different e-mail addresses"),
    of_spellings(
        ("Schmidt", "Schmitt"), ("jan.schmidt@x.de", "jan.schmidt@y.de"), "share the name before the @"
    ),
    of_spellings(("Schmidt", "Schmidt"), ("j.schmidt@x.de", "jan.schmidt@x.de"), "missing"),
]


def of_surnames(left: str, right: str, expected: str) -> Pair:
    one, other = ({"given_name": "Benito", "family_name": name} for name in (left, right))
    return Pair(one, other, {"further_names": expected})


_EACH = "each has another family name besides"
SURNAMES = [
    of_surnames("Valencia Gallardo", "Valencia Treviño", _EACH),
    of_surnames("Gallardo-Valencia", "Valencia Treviño", _EACH),
    of_surnames("Valencia Gallardo", "Valencia Galardo", "missing"),
    of_surnames("Valencia Gallardo", "Valencia", "missing"),
    of_surnames("Valencia Gallardo", "Gallardo Valencia", "missing"),
    of_surnames("Valencia Gallardo", "Fierro Marín", "missing"),
    of_surnames("van der Berg", "van der Velde", "missing"),
]


def of_told(address: str, family: str, expected: str) -> Pair:
    one = {"given_name": "Davi", "emails": [f"{address}@x.br"]}
    return Pair(one, {"given_name": "Davi", "family_name": family}, {"told_family": expected})


_IN_IT, _ANOTHER = "the family name in the other's address", "another one in the other's address"
TOLD = [
    of_told("davi.martins", "Martins", _IN_IT),
    of_told("davimartins78", "Martinz", _IN_IT),
    of_told("davi_dacruz", "da Cruz", _IN_IT),
    of_told("davilucas.martins", "Martins", _IN_IT),
    of_told("davi.martins", "Martins Alves", _IN_IT),
    of_told("davi.martins", "Sales", _ANOTHER),
    of_told("davi.martins", "Tin", _ANOTHER),
    of_told("dmartins", "Martins", "missing"),
    Pair(
        {"given_name": "Davi", "emails": ["davi.cruz@x.br"]},
        {"given_name": "Davi", "emails": ["davi.cruz@y.br"]},
        {"told_family": "missing", "email": "missing"},
    ),
    Pair(
        {"given_name": "Davi Lucas"},
        {"given_name": "Davi Lucas", "family_name": "Sales"},
        {"given_name": "same given name", "middle_name": "missing"},
    ),
    Pair(
        {"given_name": "Davi Lucas"},
        {"given_name": "Davi Miguel", "family_name": "Sales"},
        {"given_name": "same given name", "middle_name": "different middle names"},
    ),
]

PAIRS = [
    *VALUES,
    *WORDS,
    *BRANCHES,
    *FORMS,
    *TEXTS,
    *NAMED_AFTER_TOWNS,
    *PLACES,
    *REGIONS,
    *CONTACTS,
    *MAILBOXES,
    *DOMAINS,
    *NUMBERS,
    *WRITTEN_OTHERWISE,
    *BODIES,
    *EMAILS,
    *OWN_SPELLINGS,
    *SURNAMES,
    *TOLD,
]


@pytest.fixture(scope="module")
def compared() -> duckdb.DuckDBPyConnection:
    """Features of all pairs, made at once: those of a record depend on nothing else."""
    database = input_tables()
    add = adding(database)
    for number, pair in enumerate(PAIRS):
        add(f"{number}l", **pair.left)
        add(f"{number}r", **pair.right)
    build_features(database)
    return database


@pytest.fixture
def level(compared: duckdb.DuckDBPyConnection) -> Level:
    """Tells the label of the level of a pair in a comparison; `missing` where one is silent."""
    names = [name for name, *_ in compared.execute("DESCRIBE features").fetchall()]
    left, right = (", ".join(f"{name} AS {name}_{side}" for name in names) for side in "lr")
    ends = f"""(SELECT {left} FROM features WHERE record_id = $left),
        (SELECT {right} FROM features WHERE record_id = $right)"""  # noqa: S608 - our own SQL

    def found(pair: Pair, name: str) -> str:
        number, comparison = PAIRS.index(pair), COMPARISONS[name]
        cases = [(comparison.missing, "missing"), *((it.sql, it.label) for it in comparison.levels[:-1])]
        whens = " ".join(f"""WHEN {sql} THEN '{label.replace("'", "''")}'""" for sql, label in cases)
        query = f"SELECT CASE {whens} ELSE $last END FROM {ends}"  # noqa: S608 - our own SQL
        values = {"last": comparison.levels[-1].label, "left": f"{number}l", "right": f"{number}r"}
        [(label,)] = compared.execute(query, values).fetchall()
        return str(label)

    return found


def levels(level: Level, pair: Pair) -> dict[str, str]:
    """The levels of a pair in the comparisons that something is expected of."""
    return {name: level(pair, name) for name in pair.expected}


@pytest.mark.parametrize("pair", VALUES)
def test_values_of_one_column(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", WORDS)
def test_one_word_in_common_counts_once(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", BRANCHES)
def test_branches_of_a_brand_are_no_spellings_of_one_name(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", FORMS)
def test_legal_forms_tell_firms_of_one_name_apart(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", TEXTS)
def test_addresses_in_one_text(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", NAMED_AFTER_TOWNS)
def test_a_town_that_both_names_tell_is_no_second_agreement(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", PLACES)
def test_a_place_counts_for_itself_where_a_street_is_unknown(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", CONTACTS)
def test_a_name_or_contact_in_two_houses_speaks_of_branches(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", DOMAINS)
def test_one_domain_under_one_name_is_compared(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", NUMBERS)
def test_desks_of_a_firm_have_numbers_of_one_block(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", MAILBOXES)
def test_desks_of_one_domain_are_neither_one_mailbox_nor_two_firms(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", WRITTEN_OTHERWISE)
def test_short_forms_and_other_languages_are_one_name(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", BODIES)
def test_supporters_and_companies_of_a_group_are_others(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", EMAILS)
def test_initials_of_two_given_names_are_no_misspelling(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", OWN_SPELLINGS)
def test_addresses_in_the_spelling_of_each_are_different(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", SURNAMES)
def test_another_second_family_name_tells_relatives_apart(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected


@pytest.mark.parametrize("pair", TOLD)
def test_given_names_alone_and_the_family_name_in_an_address(level: Level, pair: Pair) -> None:
    assert levels(level, pair) == pair.expected

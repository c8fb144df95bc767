"""What a look-up computes in Python is what the SQL of a run does, over the same records."""

# ruff: noqa: S608 - the SQL is put together from the package's own conditions and columns

from collections import defaultdict
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from graph.errors import IdentityError
from graph.identity.evidence import births
from graph.identity.evidence import contradictions as is_
from graph.identity.evidence.given_names import OTHER_NAMES
from graph.identity.evidence.persons import PERSON_COLUMNS
from graph.identity.evidence.relatives import FamilyKinds, set_family_kinds
from graph.identity.evidence.vetoes import CONDITIONS
from graph.identity.features.build import build_features
from graph.identity.lookup.features import RecordFeatures
from graph.identity.lookup.rule_links import RuleLinks
from graph.identity.lookup.sql_in_python import first_that_holds, python_function, selected
from graph.identity.lookup.vetoes import Vetoes
from graph.identity.model.comparisons.every import COMPARISONS
from graph.identity.rules import load_rules
from tests.graph.identity.people import add_people
from tests.graph.identity.world import NOW, World

_PAIR_CONDITIONS = {
    *CONDITIONS.values(),
    *(
        is_.TWO_PEOPLE,
        is_.TWO_HOLDERS,
        is_.FAMILY_DIFFERS,
        births.BIRTH_EQUAL,
        is_.BORN_NEARBY,
        OTHER_NAMES,
    ),
    *(is_.TWO_SPELLINGS, is_.DOUBTFUL, is_.NAMED_APART),
}
_BODIES = (
    *("Robin Plumbing (B. Taylor Ltd)", "B. Taylor Ltd t/a Robin Plumbing", "Robin Plumbing Store 5"),
    *("Kern Metallverarbeitung und Bürobeda", "Kern Metallverarbeitung und Bürobedarf GmbH"),
    *("Kern Gebäudereinigung Verwaltungsges", "Kern Gebäudereinigung GmbH", "Elektro Maria Kern"),
    "Elektro Peter Kern.de",
    *("HNO-Praxis Dr. Kern", "Zahnarztpraxis Dr. Kern", "Lindenapotheke", "Turn- und Sportverein Jena"),
    *(
        "University of Jena, Dept. of Physics",
        "University of Jena, Office of Slavic Studies",
        "TSV Jena Tennis",
    ),
    *(
        "上海华天贸易有限公司",
        "Shanghai Huatian Trading Co., Ltd.",
        "上海华天机械有限公司",
        "24/7",
        "Energotekh",
    ),
)


def _odd_people(world: World) -> None:
    """Some whose records hold what most do not."""
    world.record("odd:1", full_name="Dr. Hans-Peter von Bülow jun.", birth_date="1971-06", gender="male")
    world.record("odd:2", full_name="H. P. Bülow", birth_date="1971", gender="m", postal_code="50667")
    world.record("odd:3", given_name="Bülow", family_name="Hans", birth_date="1971-06-02", city="Köln")
    world.record("odd:4", organization_name="Müller & Söhne GmbH", street="Am Ring 5", city="Köln")
    world.record(
        "odd:5", organization_name="Mueller Soehne", street="Am Ring", house_number="5", city="Koeln"
    )
    firms = (
        "Autohaus K. Müller",
        "Autohaus Müller",
        "Autohaus Peter Müller",
        "M. Weber Elektro",
        "K. Weber Elektro",
    )
    for number, name in enumerate(
        (*firms, *_BODIES, "Weber Elektro Maria", "A.B.C. Bau", "ABC Bau", "Modehaus E. Kern")
    ):
        world.record(f"firm:{number}", organization_name=name, phone="+49221123499")
    for number, said in enumerate((("K.", "male"), ("K.", "female"), (None, "male"), ("Karla", "female"))):
        world.record(
            f"kern:{number}", given_name=said[0], family_name="Kern", gender=said[1], phone="+4922199"
        )
    for number, name in enumerate(
        ("Adam Kowalski", "Ada Kowalska", "Dana Nováková", "Dan Novák", "Inna Petrova")
    ):
        world.record(f"slav:{number}", full_name=name, phone="+4922198")
    world.record("told:1", given_name="Karl", email=["karl.kern7@kern.example", "kernkarl@x.example"])
    world.record("told:2", given_name="Karl Anton", email="karlanton.mueller@kern.example")
    world.record("kern:a", full_name="Karl A. Kern", email="karl@kern.example")
    world.record("kern:b", full_name="Karl B. Kern", email=["carl@kern.example", "info@kern.example"])
    for number, local in enumerate(("anna.huber", "anna.huber3", "joan.huber")):
        name = local.split(".")[0].title()
        email = f"{local}@kern-optik.example"
        world.record(
            f"staff:{number}", given_name=name, family_name="Huber", employer="Kern Optik", email=email
        )
    world.record("odd:6", email="nobody@example.org", phone="+49221123456", cookie="c1")
    world.record("odd:7", given_name="Anna", phone=["+49221123457", "+49301"], document="passport:DE:1234567")
    world.record(
        "odd:8", given_name="Ana", family_name="Groß", document="passport:DE:1234568", gender="female"
    )
    world.record(
        "odd:9", given_name="王小明", birth_date="1900-01-01", employer="Stadt Köln", occupation="Koch"
    )


def _rows(world: World, query: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = world.connection.sql(query).to_arrow_table().to_pylist()
    return rows


def test_conditions_hold_for_the_same_pairs(world: World) -> None:
    add_people(world, 12)
    _odd_people(world)
    world.prepare()
    person = f"SELECT {PERSON_COLUMNS}, p.given_common FROM features AS f JOIN persons AS p USING (record_id)"
    asked = ", ".join(f"({sql}) AS c{place}" for place, sql in enumerate(sorted(_PAIR_CONDITIONS)))
    by_sql = _rows(
        world,
        f"""WITH q AS ({person}) SELECT {asked} FROM q AS l CROSS JOIN q AS r
        LEFT JOIN known_contacts AS m ON m.record_id = l.record_id
        LEFT JOIN known_contacts AS n ON n.record_id = r.record_id ORDER BY l.record_id, r.record_id""",
    )

    functions = [python_function(sql, "l", "r", "m", "n") for sql in sorted(_PAIR_CONDITIONS)]
    rows = _rows(world, f"{person} ORDER BY record_id")
    told = {row["record_id"]: row for row in _rows(world, "FROM known_contacts")}
    of = [told.get(row["record_id"], {"phones": None, "emails": None, "accounts": None}) for row in rows]
    sides = list(zip(rows, of, strict=True))
    found = [tuple(holds(l, r, m, n) for holds in functions) for l, m in sides for r, n in sides]  # noqa: E741 - left

    assert found == [tuple(row.values()) for row in by_sql]


@pytest.fixture(scope="module")
def odd_world() -> World:
    """People and odd people, prepared; its tests only read."""
    world = World()
    add_people(world, 8)
    _odd_people(world)
    world.prepare()
    return world


@pytest.mark.parametrize("name", COMPARISONS)
def test_comparisons_reach_the_same_level(odd_world: World, name: str) -> None:
    comparison = COMPARISONS[name]
    conditions = [comparison.missing, *(level.sql for level in comparison.levels)]
    columns = [row["column_name"] for row in _rows(odd_world, "DESCRIBE features")]
    both = ", ".join(f"l.{column} AS {column}_l, r.{column} AS {column}_r" for column in columns)
    cases = " ".join(f"WHEN {sql} THEN {place}" for place, sql in enumerate(conditions) if sql != "ELSE")
    by_sql = _rows(
        odd_world,
        f"SELECT CASE {cases} ELSE {len(conditions) - 1} END AS level"
        f" FROM (SELECT {both} FROM features AS l, features AS r) ORDER BY record_id_l, record_id_r",
    )

    level = first_that_holds(conditions)
    rows = _rows(odd_world, "FROM features ORDER BY record_id")
    found = [level(left, right) for left in rows for right in rows]

    assert found == [row["level"] for row in by_sql]


def test_a_comparison_is_missing_of_pairs_that_nothing_tells_of(odd_world: World) -> None:
    """Runs leave it out where no record fulfils what it asks of one of them."""
    rows = _rows(odd_world, "FROM features")
    silent = {
        (name, left["record_id"], right["record_id"])
        for name, comparison in COMPARISONS.items()
        for tells in [python_function(comparison.tells, "f")]
        for missing in [python_function(comparison.missing, "l", "r")]
        for left in rows
        for right in rows
        if tells(left) is not True and tells(right) is not True and missing(left, right) is not True
    }

    assert silent == set()


def _persons(world: World) -> list[dict[str, Any]]:
    """All records as persons, with what they use."""
    return _rows(
        world,
        f"""SELECT {PERSON_COLUMNS}, p.given_common, (
            SELECT list({{'kind': kind, 'value': value, 'first_seen': first_seen, 'last_seen': last_seen}})
            FROM identifiers AS i WHERE i.record_id = f.record_id) AS used
        FROM features AS f JOIN persons AS p USING (record_id)""",
    )


def _share(world: World, random: Random, records: int) -> None:
    """People of few names, some nameless, who share few identifiers at different times."""
    kinds = ("email", "phone", "cookie", "device", "document", "handle")
    for number in range(records):
        named = random.random() < 0.7
        values: dict[str, Any] = {}
        if named:
            values["given_name"] = random.choice(["Anna", "Ana", "A.", "Bernd", "Jörg", "Juri"])
            values["city"] = random.choice(["Köln", "Ulm", None])
            values["family_name"] = random.choice(["Groß", "Gross", "Weber", "Vogel"])
            if random.random() < 0.5:
                values["birth_date"] = random.choice(["1980-01-02", "1980-02-01", "1980-01-25", "1955-12-31"])
            if random.random() < 0.5:
                values["middle_name"] = random.choice(["K.", "Karl", "Maria"])
            if random.random() < 0.5:
                values["gender"] = random.choice(["male", "female"])
        elif random.random() < 0.5:
            values = {"entity_type": "organization", "organization_name": random.choice(["Groß", "Weber AG"])}
        world.record(f"x:{number:03}", **values)
        for kind in random.sample(kinds, 2):
            first = NOW - timedelta(days=random.randint(0, 900))
            value = f"{random.choice(['anna', 'bernd', 'info'])}{random.randint(0, records // 8)}@x"
            world.uses(f"x:{number:03}", kind, value, first, first + timedelta(days=random.randint(0, 300)))


@pytest.mark.parametrize(
    ("seed", "families"),
    [
        (0, FamilyKinds()),
        (1, FamilyKinds(equal=frozenset({"email"}))),
        (2, FamilyKinds(frozenset({"email"}))),
        (3, FamilyKinds(frozenset({"phone", "handle"}), frozenset({"phone"}))),
    ],
)
def test_rules_link_the_same_records(world: World, seed: int, families: FamilyKinds) -> None:
    _share(world, Random(seed), 120)  # noqa: S311 - made data, no secret
    set_family_kinds(world.connection, families)
    linked: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    world.links()
    kinds = "from_json(evidence->'$[*].kind', '[\"VARCHAR\"]')"
    for row in _rows(world, f"SELECT record_l, record_r, {kinds} AS kinds FROM rule_links"):
        for one, other in ((row["record_l"], row["record_r"]), (row["record_r"], row["record_l"])):
            linked[one][other] = tuple(row["kinds"])
    shared = {(row["kind"], row["value"]): row["people"] for row in _rows(world, "FROM shared_values")}
    persons = _persons(world)

    links = RuleLinks(load_rules(), families)
    found = {
        asked["record_id"]: links.found(asked, [p for p in persons if p is not asked]) for asked in persons
    }

    assert linked
    assert shared
    assert {one: told.kinds for one, told in found.items() if told.kinds} == linked
    assert {value: people for told in found.values() for value, people in told.shared.items()} == shared


def test_vetoes_forbid_the_same_pairs(world: World) -> None:
    add_people(world, 12)
    _odd_people(world)
    for number in range(12):
        world.uses(f"crm:{number}", "account", f"shop:{number % 5}a{number}")
        world.uses(f"shop:{number}", "document", f"passport:DE:{1234567 + 10 * (number % 4)}")
    expected = world.vetoes(load_rules().vetoes)
    rules = load_rules()
    persons = sorted(_persons(world), key=lambda person: person["record_id"])

    vetoes = Vetoes(rules.vetoes, rules.exclusive_documents)
    found = {
        (left["record_id"], right["record_id"]): vetoes.reason(left, right, {})
        for place, left in enumerate(persons)
        for right in persons[place + 1 :]
    }

    assert len(set(expected.values())) > 2
    assert {pair: reason for pair, reason in found.items() if reason} == expected


def test_features_are_those_of_a_run(world: World) -> None:
    add_people(world, 20)
    _odd_people(world)
    world.record(
        "odd:10", full_name="Ødegård, Kåre (jr.)", address_text="Storgata 12b, 0155 Oslo", gender="w"
    )
    world.record("odd:11", given_name="Mary-Ann", family_name="O’Neil", other_names=["Mary Smith", "Polly"])
    world.record(
        "odd:12", full_name="von der Leyen", street="Lange Strasse 7 a", postal_code="SW1A 2AA", city=""
    )
    world.record("odd:13", middle_name="Maria", birth_name="Groß", organization_name="ACME Inc.", gender="?")
    world.record(
        "odd:14", account=["shop:1", "app:2"], handle="x:ada", device="d1", email=["b@x.org", "a@x.org"]
    )
    world.record("odd:15", full_name="Lord Graf Otto Lambsdorff II", street="3rd Ave, Apt 4 B", city="Köln")
    world.record(
        "odd:16", given_name="Dr. phil. Lord", family_name="Graf von Sen Jr", full_name="Phil Sen Jr"
    )
    world.record("odd:17", organization_name="The AG & Co. KG", employer="Kern & Söhne S. A. R. L.")
    world.record(
        "odd:18", organization_name="SA", full_name="Clifford, 1st Baron", street="W. Devon between A & B"
    )
    for number, name in enumerate(_BODIES):
        world.record(f"body:{number}", organization_name=name)
    build_features(world.connection)
    identifiers = _rows(world, "FROM identifiers")

    features = RecordFeatures()
    made = [
        features.of(record, [used for used in identifiers if used["record_id"] == record["record_id"]])
        for record in _rows(world, "FROM records ORDER BY record_id")
    ]

    by_sql = _rows(world, "SELECT * EXCLUDE (record_no) FROM features ORDER BY record_id")
    assert [_unordered(row) for row in made] == [_unordered(row) for row in by_sql]


def _unordered(row: dict[str, Any]) -> dict[str, Any]:
    return {name: sorted(value) if isinstance(value, list) else value for name, value in row.items()}


def test_selects_columns_of_a_row() -> None:
    columns = selected("f.a, CASE WHEN f.b > 1 THEN f.b END AS c", "f")

    assert {name: value({"a": 1, "b": None}) for name, value in columns.items()} == {"a": 1, "c": None}


@pytest.mark.parametrize("sql", ["soundex(l.a) = 1", "a = 1", "x.a = 1"])
def test_refuses_what_it_does_not_know(sql: str) -> None:
    with pytest.raises(IdentityError):
        python_function(sql, "l", "r")

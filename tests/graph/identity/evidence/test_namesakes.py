"""Two of one name, or of what is known of it, who share a contact: what tells relatives apart."""

import pytest

from tests.graph.identity.world import World

FAMILIES = (
    *(
        "Abel",
        "Bock",
        "Curtius",
        "Dorn",
        "Ebert",
        "Fiedler",
        "Gerlach",
        "Hauk",
        "Ihde",
        "Jahn",
        "Kranz",
        "Lutz",
    ),
    *(
        "Abt",
        "Brinkmann",
        "Claus",
        "Dietz",
        "Ernst",
        "Falk",
        "Moll",
        "Nagel",
        "Opitz",
        "Pohl",
        "Quast",
        "Rabe",
        "Seitz",
        "Thoma",
        "Uhl",
        "Veit",
        "Wulf",
        "Zahn",
        "Yorck",
        "Trapp",
        "Unger",
        "Vogt",
    ),
)
A, B = {"middle_name": "A."}, {"middle_name": "B."}
KARL, KARLA = {"given_name": "Karl"}, {"given_name": "Karla"}
K, MR, MRS = {"given_name": "K."}, {"gender": "male"}, {"gender": "female"}
KIEL = {"city": "Kiel"}
ADAM = {"given_name": "Adam", "family_name": "Kowalski"}
JANIN, JEANNINE = {"given_name": "Janin"}, {"given_name": "Jeannine"}

SEVERAL = {"entity_type": "household", "street": "Weg", "house_number": "5"}

PAIRS: dict[str, tuple[dict[str, str], dict[str, str], str, bool]] = {
    "another initial in the middle": (KARL | A, KARL | B, "phone", False),
    "another name in the middle": (
        KARL | {"middle_name": "Anton"},
        KARL | {"middle_name": "Bodo"},
        "phone",
        False,
    ),
    "the same initial": (KARL | A, KARL | {"middle_name": "Anton"}, "phone", True),
    "an initial left out": (KARL | A, KARL, "phone", True),
    "two names in another order": (
        KARL | {"middle_name": "Bodo"},
        {"given_name": "Bodo Karl"},
        "phone",
        True,
    ),
    "another initial, one birthday": (
        KARL | A | {"birth_date": "1961-05-04"},
        KARL | B | {"birth_date": "1961-05-04"},
        "phone",
        True,
    ),
    "another initial, one account": (KARL | A, KARL | B, "account", True),
    "another initial, an address of the whole name": (KARL | A, KARL | B, "karl.{}@mail.example", True),
    "another initial, a family's address": (KARL | A, KARL | B, "familie.{}@mail.example", False),
    "Mr and Mrs with one initial": (K | MR, K | MRS, "phone", False),
    "Mr with an initial and Mrs with a name": (K | MR, KARLA | MRS, "phone", False),
    "Mr and Mrs without more": (MR, MRS, "phone", False),
    "one initial, once with Mr": (K | MR, K, "phone", True),
    "one whole name, Mr and Mrs": (KARL | MR, KARL | MRS, "phone", True),
    "family names alone by telephone": (KIEL, {}, "phone", False),
    "family names alone and nothing but a telephone": ({}, {}, "phone", True),
    "family names alone by a family's address": (KIEL, KIEL, "familie.{}@mail.example", False),
    "family names alone by somebody's address": (KIEL, KIEL, "karl.{}@mail.example", True),
    "family names alone, one birthday": (
        {"birth_date": "1961-05-04"},
        {"birth_date": "1961-05-04"},
        "phone",
        True,
    ),
    "a family name beside a whole one": (KARL, {}, "phone", True),
    "each in the own address": (
        JANIN | {"email": "janin{}@mail.example"},
        JEANNINE | {"email": "jeannine{}@mail.example"},
        "phone",
        False,
    ),
    "one in the own address": (JANIN | {"email": "janin{}@mail.example"}, JEANNINE, "phone", True),
    "a couple and the husband": (SEVERAL | {"full_name": "Karl und Eva"}, KARL, "phone", False),
    "a couple and one of the family": (SEVERAL, {}, "karl.{}@mail.example", False),
    "a couple in two lists": (SEVERAL | {"full_name": "Karl und Eva"}, SEVERAL, "phone", True),
    "two couples of one family": (SEVERAL, SEVERAL | {"house_number": "6"}, "phone", False),
    "a man's and a woman's family name": (
        ADAM,
        {"given_name": "Ada", "family_name": "Kowalska"},
        "phone",
        False,
    ),
    "the same of Czechs": (
        {"given_name": "Dan", "family_name": "Novák"},
        {"given_name": "Dana", "family_name": "Nováková"},
        "phone",
        False,
    ),
    "the same of Russians": (
        {"given_name": "Inno", "family_name": "Petrov"},
        {"given_name": "Inna", "family_name": "Petrova"},
        "phone",
        False,
    ),
    "both forms under one given name": (
        {"given_name": "Anna", "family_name": "Wiśniewska"},
        {"given_name": "Anna", "family_name": "Wisniewski"},
        "phone",
        True,
    ),
    "a man's family name and a slip": (ADAM, ADAM | {"given_name": "Adm"}, "phone", True),
    "forms of a name, each in the own address": (
        {"given_name": "Katharina", "email": "katharina{}@mail.example"},
        {"given_name": "Kathi", "email": "kathi{}@mail.example"},
        "phone",
        True,
    ),
}
"""What two of a family say beside its name, what they share, and whether that links them."""


@pytest.fixture(scope="module")
def linked() -> dict[str, bool]:
    """Whether each pair is linked, all of them in one world; no name but theirs is said twice."""
    world = World()
    for number, (left, right, shared, _) in enumerate(PAIRS.values()):
        family = FAMILIES[number]
        value = shared.format(family.lower()) if "@" in shared else f"4989120{number:03}"
        kind = "email" if "@" in shared else shared
        for source, said in (("crm", left), ("shop", right)):
            told = {"family_name": family} | {name: text.format(number) for name, text in said.items()}
            told[kind] = value
            world.record(f"{source}:{number}", **told)
    links = world.links()
    return {name: (f"crm:{n}", f"shop:{n}") in links for n, name in enumerate(PAIRS)}


@pytest.mark.parametrize("name", PAIRS)
def test_a_contact_links_namesakes_unless_it_may_be_of_two(linked: dict[str, bool], name: str) -> None:
    *_, expected = PAIRS[name]

    assert linked[name] == expected


@pytest.mark.parametrize("name", ["Info", "Sales Team", "Büro", "Buchhaltung"])
def test_who_answers_for_all_is_nobody_by_that_name(world: World, name: str) -> None:
    for source, town in (("crm", "Kiel"), ("shop", "Ulm")):
        world.record(f"{source}:1", given_name=name, phone="+4989123", city=town)
    world.record("crm:2", given_name="Info", family_name="Sales", phone="+4989124")
    world.record("shop:2", given_name="Jordi", family_name="Sales", phone="+4989125")
    world.record("web:2", given_name="Jordi", family_name="Sales", phone="+4989125")

    assert world.links() == {("shop:2", "web:2")}


def test_a_couple_of_one_initial_is_forbidden_to_be_one(world: World) -> None:
    for number, (left, right) in enumerate(
        ((K | MR, K | MRS), (K | MR, KARLA | MRS), (KARL | MR, KARL | MRS))
    ):
        for source, said in (("crm", left), ("shop", right)):
            world.record(f"{source}:{number}", family_name=FAMILIES[number], **said)

    reasons = world.vetoes()

    assert [reasons.get((f"crm:{n}", f"shop:{n}")) for n in range(3)] == ["gender", "gender", None]

"""Rule links: who follows an identifier, and what keeps a shared one from linking strangers."""

from datetime import UTC, datetime
from itertools import product

import pytest

from graph.identity.evidence import rule_links
from graph.identity.rules import load_rules
from tests.graph.identity.conftest import World

LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)
EARLIER = datetime(2019, 1, 1, tzinfo=UTC)
RECENTLY = datetime(2025, 1, 1, tzinfo=UTC)


def test_one_person_under_two_spellings_is_linked(world: World) -> None:
    world.record("crm:1", given_name="Jörg", family_name="Müller", email="jm@web.de")
    world.record("shop:1", given_name="Joerg", family_name="Mueller", email="jm@web.de")

    assert world.links() == {("crm:1", "shop:1")}


def test_a_family_address_links_nobody_to_the_others(world: World) -> None:
    world.record("crm:1", given_name="Anna", family_name="Weber", email="weber@web.de")
    world.record("crm:2", given_name="Bernd", family_name="Weber", email="weber@web.de")
    world.record("shop:1", given_name="Anna", family_name="Weber", email="weber@web.de")
    world.record("hotline:1", family_name="Weber", email="weber@web.de")

    assert world.links() == {("crm:1", "shop:1")}


def test_a_family_name_the_other_way_round_is_no_given_name_in_common(world: World) -> None:
    world.record("crm:1", given_name="Pellegrino", family_name="Collina", email="collina@web.example")
    world.record("crm:2", given_name="Collina", family_name="Emma", email="collina@web.example")
    world.record("shop:1", given_name="Collina", family_name="Pelegrino", email="collina@web.example")
    world.record("shop:2", given_name="E.", family_name="Collina", email="collina@web.example")

    assert world.links() == {("crm:1", "shop:1"), ("crm:2", "shop:2")}


FAMILIES = (
    *("Weber", "Kessler", "Ohlsen", "Pfister", "Reimann", "Sander", "Tietze", "Ulbrich", "Vossen", "Wagner"),
    *("Zeller", "Abel", "Bock", "Curtius", "Dorn", "Ebert"),
)
SPELLINGS = {
    ("Jan", "Hannah"): False,
    ("Michael", "Nichole"): False,
    ("Keeley", "Kaylee"): True,
    ("Bekir", "Betina"): False,
    ("Sandro", "Arnd"): False,
    ("Gernot", "Gerda"): False,
    ("Liana", "Bianca"): False,
    ("Zara", "Sarah"): True,
    ("Philipp", "Filip"): True,
    ("Katharina", "Catherine"): True,
    ("Youssef", "Yusuf"): True,
    ("Sara", "Sarah"): True,
    ("Katharina", "Kathi"): True,
    ("Elisabeth", "Lisa"): True,
    ("Michael", "M."): True,
    ("Siegfried", "Siegrfied"): True,
}


@pytest.fixture(scope="module")
def sharing_a_phone() -> set[tuple[str, str]]:
    """Links among families of two each, who share a phone."""
    world = World()
    for (left, right), family in zip(SPELLINGS, FAMILIES, strict=True):
        for side, given in (("crm", left), ("shop", right)):
            phone = f"+4989{FAMILIES.index(family):03}"
            world.record(f"{side}:{left}-{right}", given_name=given, family_name=family, phone=phone)
    return world.links()


@pytest.mark.parametrize(("left", "right"), SPELLINGS)
def test_who_shares_a_phone_is_one_under_spellings_of_a_name_alone(
    sharing_a_phone: set[tuple[str, str]], left: str, right: str
) -> None:
    pair = (f"crm:{left}-{right}", f"shop:{left}-{right}")

    assert (pair in sharing_a_phone) == SPELLINGS[left, right]


def test_who_shares_no_phone_is_not_linked(sharing_a_phone: set[tuple[str, str]]) -> None:
    assert len(sharing_a_phone) == sum(SPELLINGS.values())


SURNAMES = {
    ("Valencia Gallardo", "Valencia Treviño"): False,
    ("dos Cavalcanti da Borges", "da Novaes de Borges"): False,
    ("Núñez Ferrán", "Nuñez Feran"): True,
    ("Quiroga Salas", "Quiroga"): True,
    ("Ibarra Mora", "Mora Ibarra"): True,
}


def test_of_two_who_share_a_phone_another_second_family_name_makes_two(world: World) -> None:
    for number, families in enumerate(SURNAMES):
        for side, family in zip(("crm", "shop"), families, strict=True):
            world.record(
                f"{side}:{number}", given_name="Benito", family_name=family, phone=f"+3491000{number}"
            )

    linked = {left for left, _ in world.links()}

    assert linked == {f"crm:{number}" for number, one in enumerate(SURNAMES.values()) if one}


FIRMS = {
    ("A.B.C. Bau GmbH", "ABC Bau GmbH"): True,
    ("A.B.C. Bau", "ABC Bau Jena"): True,
    ("H&M", "HM"): True,
    ("Autohaus K. Müller GmbH", "Autohaus Müller GmbH"): True,
    ("Autohaus K. Müller", "Autohaus Müler"): True,
    ("Praxis Dr. A. Weber", "Praxis Weber"): True,
    ("M. Kern Optik", "Maria Kern Optik"): True,
    ("M. Kern Optik", "Peter Kern Optik"): False,
    ("M. Weber Elektro", "K. Weber Elektro"): False,
    ("Elektro M. Weber", "K. Weber Elektro"): False,
    ("H&M", "C&A"): False,
}


def test_an_initial_that_one_side_leaves_out_makes_no_two_firms_and_another_one_does(world: World) -> None:
    for number, names in enumerate(FIRMS):
        for source, name in zip(("crm", "web"), names, strict=True):
            both = {"phone": f"+493010000{number:02}", "document": f"vat_id:DE:1234567{number:02}"}
            world.record(f"{source}:{number}", entity_type="organization", organization_name=name, **both)

    linked = {left for left, _ in world.links()}

    assert linked == {f"crm:{number}" for number, one in enumerate(FIRMS.values()) if one}


INITIALS: list[tuple[str, dict[str, str], str, bool]] = [
    ("H.", {"postal_code": "28195"}, "phone", True),
    ("H.", {"postal_code": "70173"}, "phone", False),
    ("H.", {"postal_code": "70173"}, "email", False),
    ("H.", {"city": "Stuttgart"}, "phone", False),
    ("H.", {}, "phone", True),
    ("Helene", {"postal_code": "70173"}, "phone", True),
    ("H.", {"postal_code": "70173"}, "account", True),
    ("H.", {"postal_code": "70173", "birth_date": "1961-05-04"}, "phone", True),
]


@pytest.fixture(scope="module")
def sharing_an_initial() -> set[tuple[str, str]]:
    """Links among families of two each, who share an initial and a contact."""
    world = World()
    helene = {"given_name": "Helene", "postal_code": "28195", "city": "Bremen", "birth_date": "1961-05-04"}
    for number, (given, place, shared, _) in enumerate(INITIALS):
        family, contact = FAMILIES[number], {shared: f"498912{number}"}
        world.record(f"crm:{number}", family_name=family, **helene, **contact)
        world.record(f"shop:{number}", family_name=family, given_name=given, **place, **contact)
    return world.links()


@pytest.mark.parametrize("number", range(len(INITIALS)))
def test_an_initial_links_who_share_a_contact_in_one_place_alone(
    sharing_an_initial: set[tuple[str, str]], number: int
) -> None:
    *_, linked = INITIALS[number]

    assert ((f"crm:{number}", f"shop:{number}") in sharing_an_initial) == linked


def test_father_and_son_of_one_name_are_not_linked_by_their_phone(world: World) -> None:
    world.record("crm:1", given_name="Karl", family_name="Ott", birth_date="1950-03-02", phone="+4989123")
    world.record("crm:2", given_name="Karl", family_name="Ott", birth_date="1981-11-20", phone="+4989123")

    assert world.links() == set()


def test_who_gives_the_number_of_wife_or_husband_is_not_linked_to_them(world: World) -> None:
    couple = {"family_name": "Wahlberg", "street": "Bahama Bend 7", "city": "Anytown"}
    number = {"document": "ssn:US:867064256"}
    world.record("tax:1", given_name="Salvador", middle_name="S", gender="male", **number, **couple)
    world.record("tax:2", given_name="Teresa", middle_name="K", **number, **couple)
    world.record("tax:3", given_name="Teresa", gender="female", **number, **couple)
    world.record("tax:4", given_name="Salvdor", middle_name="S", **couple)

    assert world.links() == set()
    assert world.connection.execute("FROM shared_values").fetchall() == [("document", number["document"], 2)]


def test_a_newborn_without_a_name_is_not_linked_to_the_mother_whose_number_it_has(world: World) -> None:
    for number, born in enumerate(("2023-09-06", "1995-11-28")):
        both = {"family_name": "Moss", "document": f"national_id:us:47507056{number}"}
        world.record(f"crm:{number}", given_name="Barbara", birth_date="1995-09-23", **both)
        world.record(f"web:{number}", birth_date=born, **both)

    assert world.links() == {("crm:1", "web:1")}


def test_a_document_links_one_person_in_spite_of_a_single_contradiction(world: World) -> None:
    number = {"document": "ssn:US:867064256"}
    world.record("tax:1", given_name="Salvador", middle_name="S", family_name="Wahlberg", **number)
    world.record("tax:2", given_name="Mister", middle_name="S", family_name="Wahlberg", **number)

    assert world.links() == {("tax:1", "tax:2")}


def test_a_visitor_is_linked_by_the_account_but_not_by_the_family_tablet(world: World) -> None:
    world.record("crm:1", given_name="Anna", family_name="Weber", account="shop:7", device="tablet")
    world.record("crm:2", given_name="Bernd", family_name="Weber", account="shop:8", device="tablet")
    world.record("web:1", account="shop:7", device="tablet")
    world.record("web:2", device="tablet")

    assert world.links() == {("crm:1", "web:1")}


def test_a_visitor_follows_a_device_that_one_person_uses(world: World) -> None:
    world.record("crm:1", given_name="Anna", family_name="Weber", device="phone-1")
    world.record("web:1", device="phone-1")

    assert world.links() == {("crm:1", "web:1")}


def test_blocked_values_never_link(world: World) -> None:
    for source in ("crm", "shop"):
        world.record(
            f"{source}:1",
            given_name="Eva",
            family_name="Klein",
            email="TEST@test.de".lower(),
            phone="+49000000000",
            account="shop:null",
            device="00000000-0000-0000-0000-000000000000",
        )

    assert world.links() == set()
    assert world.blocked == 4


def test_a_switchboard_becomes_shared(world: World) -> None:
    for number, given in enumerate(("Anna", "Bernd", "Carla", "Dirk", "Edith")):
        world.record(f"crm:{number}", given_name=given, family_name="Huber", phone="+4989100")
    world.record("shop:1", given_name="Anna", family_name="Huber", phone="+4989100")

    assert world.links() == set()
    assert world.connection.execute("FROM shared_values").fetchall() == [("phone", "+4989100", 5)]


def test_a_limit_may_count_within_a_window(world: World) -> None:
    rules = load_rules()
    rule = rules.identifiers["phone"].model_copy(update={"people": 1, "window_days": 365})
    rules = rules.model_copy(update={"identifiers": rules.identifiers | {"phone": rule}})
    world.record("crm:1", given_name="Anna", family_name="Huber", phone="+4989100", seen=LONG_AGO)
    world.record("crm:2", given_name="Bernd", family_name="Lang", phone="+4989100", seen=RECENTLY)
    world.record("shop:2", given_name="Bernd", family_name="Lang", phone="+4989100", seen=RECENTLY)

    assert world.links(rules) == {("crm:2", "shop:2")}


def test_a_recycled_number_belongs_to_who_had_it_at_the_time(world: World) -> None:
    world.record("crm:1", given_name="Anna", family_name="Huber")
    world.uses("crm:1", "phone", "+4917", LONG_AGO, EARLIER)
    world.record("crm:2", given_name="Bernd", family_name="Lang", phone="+4917", seen=RECENTLY)
    world.record("hotline:1", phone="+4917", seen=LONG_AGO)
    world.record("hotline:2", phone="+4917", seen=RECENTLY)

    assert world.links() == {("crm:1", "hotline:1"), ("crm:2", "hotline:2")}


def test_marriage_changes_the_family_name_under_the_same_login(world: World) -> None:
    world.record("crm:1", given_name="Petra", family_name="Vogel", account="shop:3", phone="+4917")
    world.record("shop:1", given_name="Petra", family_name="Hartmann", account="shop:3")
    world.record("shop:2", given_name="Petra", family_name="Zimmer", phone="+4917")

    assert world.links() == {("crm:1", "shop:1")}


def test_an_address_of_a_whole_name_is_hers_under_any_family_name(world: World) -> None:
    world.record("crm:1", given_name="Petra", family_name="Vogel", email="petra.vogel@web.de")
    world.record("shop:1", given_name="Petra", family_name="Hartmann", email="petra.vogel@web.de")
    world.record("shop:2", given_name="Nina", family_name="Vogel", email="petra.vogel@web.de")
    world.record("crm:3", given_name="Anna", family_name="Weber", email="weber@web.de")
    world.record("shop:3", given_name="Anna", family_name="Zimmer", email="weber@web.de")
    world.record("crm:4", given_name="Kathleen", family_name="Lee", email="kathleen@web.de")
    world.record("shop:4", given_name="Kathleen", family_name="Brown", email="kathleen@web.de")

    assert world.links() == {("crm:1", "shop:1")}


def test_many_visits_under_one_login_are_linked_to_their_person_only(world: World) -> None:
    world.record("crm:1", given_name="Anna", family_name="Weber", account="shop:7")
    for number in range(60):
        world.record(f"web:{number}", account="shop:7")

    assert world.links() == {("crm:1", f"web:{number}") for number in range(60)}


def test_a_switchboard_joins_neither_branches_nor_firms_that_share_a_word(world: World) -> None:
    desk = "+493055582190"
    firm = {"entity_type": "organization", "phone": desk, "street": "Ringweg", "city": "Jena"}
    world.record("a:1", organization_name="Nordlicht Optik GmbH", house_number="1", **firm)
    world.record("a:2", organization_name="Nordlicht Optik GmbH", house_number="57", **firm)
    world.record("b:1", organization_name="Nordlicht Reisen AG", house_number="1", **firm)

    assert world.links() == set()


def test_a_switchboard_joins_spellings_of_one_firm(world: World) -> None:
    firm = {"entity_type": "organization", "phone": "+493055582190", "city": "Jena"}
    world.record("a:1", organization_name="Nordlicht Optik GmbH", street="Ringweg", house_number="1", **firm)
    world.record("b:1", organization_name="Nordlicht Optik", street="Ringweg", house_number="1", **firm)
    world.record("c:1", organization_name="Nordlcht Optik", **firm)

    assert world.links() == {("a:1", "b:1"), ("a:1", "c:1"), ("b:1", "c:1")}


def test_a_switchboard_does_not_join_branches_that_are_told_apart_by_a_word_or_a_number(
    world: World,
) -> None:
    marks = (("Filiale 5", "Filiale 7"), ("Nr. 12", "Nr. 13"), ("Jena", "Gera"), ("1", "Nr. 3"))
    brands = ("Nordlicht Optik", "Vereinigte Druckereien Schmalkalden")
    for number, (brand, both) in enumerate(product(brands, marks)):
        for side, mark in zip("ab", both, strict=True):
            firm = {"organization_name": f"{brand} GmbH {mark}", "phone": f"+49305558219{number}"}
            world.record(f"{side}:{number}", entity_type="organization", **firm)

    assert world.links() == set()


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], set()),
        ([{"given_name": "Anna", "family_name": "Kern"}], {("a:0", "b:0")}),
        ([{"given_name": "Anna", "family_name": "Kerm"}, {"given_name": "Bernd"}], {("a:0", "b:0")}),
    ],
    ids=["nobody else", "one spelling", "several"],
)
def test_what_need_not_be_asked_is_as_if_it_were(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    others: list[dict[str, str]],
    expected: set[tuple[str, str]],
) -> None:
    """Where nobody shares a value, and where all who do are written in one way."""
    told = [{"given_name": "Anna", "family_name": "Kern"}, *others]
    for source, names in zip("abc", told, strict=False):
        world.record(f"{source}:0", phone="+491", **names)
    found = world.links()
    made = {name: _rows(world, name) for name in ("people", "value_pairs")}
    monkeypatch.setattr(rule_links, "SHORTCUTS", {})

    assert found == world.links() == expected
    assert {name: _rows(world, name) for name in made} == made


def _rows(world: World, table: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """Columns and rows of a table."""
    found = world.connection.execute(f"FROM {table} ORDER BY ALL")
    return [f"{name} {type_}" for name, type_, *_ in found.description or ()], found.fetchall()

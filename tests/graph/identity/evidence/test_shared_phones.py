"""Who shares a phone is one person under spellings of a name alone, and so are firms."""

import pytest

from tests.graph.identity.world import World

FAMILIES = (
    *("Weber", "Kessler", "Ohlsen", "Pfister", "Reimann", "Sander", "Tietze", "Ulbrich", "Vossen", "Wagner"),
    *("Zeller", "Abel", "Bock", "Curtius", "Dorn", "Ebert", "Frey", "Graf"),
)
SPELLINGS = {
    ("Jan", "Hannah"): False,
    ("Michael", "Nichole"): False,
    ("Keeley", "Kaylee"): True,
    ("Bekir", "Betina"): False,
    ("Sandro", "Arnd"): False,
    ("Gernot", "Gerda"): False,
    ("Liana", "Bianca"): False,
    ("Thị Hoa", "Thị Mai"): False,
    ("Thu", "Thảo"): False,
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

"""A number that many share joins spellings of one firm, and neither branches nor strangers."""

from itertools import product

from tests.graph.identity.world import World


def test_a_switchboard_becomes_shared(world: World) -> None:
    for number, given in enumerate(("Anna", "Bernd", "Carla", "Dirk", "Edith")):
        world.record(f"crm:{number}", given_name=given, family_name="Huber", phone="+4989100")
    world.record("crm:h", entity_type="household", family_name="Huber", phone="+4989100")
    world.record("shop:1", given_name="Anna", family_name="Huber", phone="+4989100")

    assert world.links() == set()
    assert world.connection.execute("FROM shared_values").fetchall() == [("phone", "+4989100", 5)]


def test_who_works_for_a_firm_does_not_make_its_contacts_shared(world: World) -> None:
    contacts = {"phone": "+49891001", "email": "info@huber.example"}
    document = "tax_id:DE:123456789"
    staff = ("Anna", "Bernd", "Carla", "Dirk", "Edith", "Fritz")
    world.record("crm:1", entity_type="organization", organization_name="Huber GmbH", **contacts)
    world.record(
        "erp:1", entity_type="organization", organization_name="Huber", document=document, **contacts
    )
    world.record("shop:1", entity_type="organization", organization_name="Huber GmbH", document=document)
    world.record("crm:h", given_name="Hugo", family_name="Huber", document=document)
    for number, given in enumerate(staff):
        for source in ("crm", "web"):
            world.record(f"{source}:p{number}", given_name=given, family_name="Kern", **contacts)

    assert world.links() == {("crm:1", "erp:1"), ("erp:1", "shop:1")}
    assert world.connection.execute("FROM shared_values").fetchall() == []


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
    painter = {"entity_type": "organization", "phone": "+493055582191"}
    world.record("a:2", organization_name="Malerbetrieb Jens Kolbe", **painter)
    world.record("b:2", organization_name="Malermeister Jens Kolbe", **painter)
    dentist = {"entity_type": "organization", "phone": "+31283970401"}
    world.record("a:3", organization_name="Mondzorg Kuit", **dentist)
    world.record("b:3", organization_name="Mondzorgcentrum Kuit", **dentist)

    assert world.links() == {
        ("a:1", "b:1"), ("a:1", "c:1"), ("b:1", "c:1"), ("a:2", "b:2"), ("a:3", "b:3"),
    }  # fmt: skip


def test_who_is_a_person_by_name_alone_may_be_the_firm_of_that_name(world: World) -> None:
    desks = {kind: {"phone": f"+49305558217{place}"} for place, kind in enumerate(("first", "last"))}
    torres = {"full_name": "Torres Dental", "given_name": "Torres", "family_name": "Dental"}
    for number, (side, desk) in enumerate(desks.items()):  # whichever of the two comes first
        firm = f"{'az'[number]}:{side}"
        world.record(firm, entity_type="organization", organization_name="Torres Dental GmbH", **desk)
        world.record(f"m:{side}", **torres, **desk)
        world.record(f"n:{side}", entity_type="person", **torres, **desk)
        world.record(f"o:{side}", full_name="Torres Optik", given_name="Torres", family_name="Optik", **desk)
    shop = {"phone": "+493055582179"}
    world.record("a:graf", entity_type="organization", organization_name="Thomas Graf", **shop)
    graf = {"full_name": "Thomas Graf", "given_name": "Thomas", "family_name": "Graf"}
    world.record("b:graf", **graf, gender="male", **shop)
    world.record("c:graf", **graf, birth_date="1971-05-02", **shop)

    linked = {pair for pair in world.links() if {"a:first", "z:last", "a:graf"} & {*pair}}

    assert linked == {("a:first", "m:first"), ("m:last", "z:last")}


def test_where_a_street_is_unknown_another_town_makes_two_branches(world: World) -> None:
    firm = {"entity_type": "organization", "organization_name": "Nordlicht Optik", "phone": "+493055582190"}
    jena = {"city": "Jena", "postal_code": "07743"}
    world.record("a:1", street="Ringweg 4", **jena, **firm)
    world.record("b:1", city="Magdeburg", postal_code="39104", **firm)
    world.record("c:1", city="Jena-Lobeda", postal_code="07747", **firm)
    world.record("d:1", city="Lobeda", postal_code="07747", **firm)

    assert world.links() == {
        ("a:1", "c:1"), ("a:1", "d:1"), ("c:1", "d:1"),
    }  # fmt: skip


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

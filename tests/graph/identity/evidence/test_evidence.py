"""Rule links: who follows an identifier, and what keeps a shared one from linking strangers."""

from datetime import UTC, datetime

import pytest

from graph.identity.evidence import rule_links
from graph.identity.rules import load_rules
from tests.graph.identity.world import World

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


def test_who_gives_the_number_of_the_one_who_pays_has_another_given_and_family_name(world: World) -> None:
    number = {"document": "national_id:es:435487275"}
    world.record("sim:1", given_name="Gracia", family_name="Mayoral Jara", **number)
    world.record("sim:2", given_name="Juan José", family_name="Mayoral Belda", **number)
    world.record("sim:3", given_name="Gracia", family_name="Mayoral", **number)

    assert ("sim:1", "sim:2") not in world.links()
    assert world.connection.execute("SELECT people FROM shared_values").fetchall() == [(2,)]


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


GROUPS = {
    ("Kern AG", "Kern Immobilien GmbH"): False,
    ("Kern Bau GmbH", "Kern AG"): False,
    ("Kern GmbH & Co. KG", "Kern Bau GmbH"): True,
    ("Kern AG", "Kern Immobilien"): True,
    ("Kern AG", "Kern Bau AG"): True,
    ("Kern AG", "KERN Aktiengesellschaft"): True,
}


def test_firms_of_a_group_are_not_linked_by_their_switchboard(world: World) -> None:
    for number, names in enumerate(GROUPS):
        for source, name in zip(("crm", "web"), names, strict=True):
            phone = f"+493020000{number:02}"
            world.record(
                f"{source}:{number}", entity_type="organization", organization_name=name, phone=phone
            )

    linked = {left for left, _ in world.links()}

    assert linked == {f"crm:{number}" for number, one in enumerate(GROUPS.values()) if one}

"""Vetoes: what two records must not both be."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.graph.identity.world import World


def test_twins_stay_two_and_a_nickname_is_no_twin(world: "World") -> None:
    home = {"family_name": "Stein", "birth_date": "1990-05-01"}
    world.record("crm:1", given_name="Thomas", **home)
    world.record("crm:2", given_name="Florian", **home)
    world.record("crm:3", given_name="Tom", **home)

    assert world.vetoes() == {("crm:1", "crm:2"): "twins", ("crm:2", "crm:3"): "twins"}


def test_newborn_twins_are_told_by_letters_and_which_of_them_has_a_name_is_not_known(world: "World") -> None:
    born = {"family_name": "Stein", "birth_date": "2024-05-01"}
    world.record("ward:a", name_suffix="A", **born)
    world.record("ward:b", name_suffix="B", **born)
    world.record("registry:1", given_name="Thomas", **born)
    world.record("ward:c", family_name="Lang", birth_date="2024-05-01")
    world.record("registry:2", given_name="Paula", family_name="Lang", birth_date="2024-05-01")

    named = {("registry:1", "ward:a"): "twins", ("registry:1", "ward:b"): "twins"}
    assert world.vetoes() == {("ward:a", "ward:b"): "suffix", **named}


def test_twins_of_like_names_are_told_apart_by_their_accounts(world: "World") -> None:
    home = {"family_name": "Stein", "birth_date": "1990-05-01"}
    for number in range(4):
        world.record(f"a:{number}", given_name="Anna", family_name=f"Lang{number}")
        world.record(f"b:{number}", given_name="Anne", family_name=f"Kurz{number}")
    world.record("crm:1", given_name="Anna", account="crm:1", **home)
    world.record("crm:2", given_name="Anne", account="crm:2", **home)
    world.record("shop:1", given_name="Anne", account="shop:1", **home)

    assert world.vetoes() == {("crm:1", "crm:2"): "twins"}


def test_an_account_knows_its_holder_by_the_name_that_is_common(world: "World") -> None:
    home = {"family_name": "Stein", "birth_date": "1990-05-01"}
    for number in range(5):
        world.record(f"a:{number}", given_name="Anna", family_name=f"Lang{number}")
        world.record(f"b:{number}", given_name="Anne", family_name=f"Kurz{number}")
    world.record("crm:1", given_name="Anna", account="crm:1", **home)
    world.record("crm:2", given_name="Abne", account="crm:2", **home)
    world.record("hotline:2", given_name="Anne", family_name="Stein", account="crm:2")
    world.record("crm:3", given_name="Abne", account="crm:3", **home)

    assert world.vetoes() == {("crm:1", "crm:2"): "twins"}


def test_two_names_with_an_account_each_need_no_birth_date(world: "World") -> None:
    for number in range(5):
        world.record(f"a:{number}", given_name="Lisa", family_name=f"Lang{number}")
        world.record(f"b:{number}", given_name="Luisa", family_name=f"Kurz{number}")
        world.record(f"c:{number}", given_name="Elisabeth", family_name=f"Rot{number}")
    world.record("crm:1", given_name="Lisa", family_name="Stein", account="crm:1")
    world.record("crm:2", given_name="Luisa", family_name="Stein", account="crm:2")
    world.record("crm:3", given_name="Elisabeth", family_name="Stein", account="crm:3")

    found = {pair: reason for pair, reason in world.vetoes().items() if reason == "twins"}

    assert ("crm:1", "crm:2") in found
    assert ("crm:1", "crm:3") not in found


def test_other_given_and_middle_names_are_two_people_whatever_else_agrees(world: "World") -> None:
    family = {
        "family_name": "Novak",
        "birth_date": "2008-10-25",
        "street": "Gilbert Ave 1",
        "city": "Anytown",
    }
    world.record("crm:1", given_name="Jordan", middle_name="P.", **family)
    world.record("crm:2", given_name="Maximus", middle_name="Quentin", **family)
    world.record("crm:3", given_name="Jordan", middle_name="Paul", **family)
    world.record("crm:4", given_name="Paul", middle_name="Jordan", **family)

    reasons = world.vetoes()

    assert reasons["crm:1", "crm:2"] == reasons["crm:2", "crm:3"] == "names"
    assert ("crm:1", "crm:3") not in reasons
    assert ("crm:3", "crm:4") not in reasons


def test_two_tax_ids_are_two_people_but_one_slip_is_not(world: "World") -> None:
    person = {"given_name": "Karl", "family_name": "Ott"}
    world.record("crm:1", document="tax_id:de:12345678901", **person)
    world.record("crm:2", document="tax_id:de:98765432109", **person)
    world.record("crm:3", document="tax_id:de:12345678902", **person)
    world.record("crm:4", document="passport:de:C01X0006H", **person)
    world.record("crm:5", document="passport:de:C99X0123K", **person)

    assert world.vetoes() == {("crm:1", "crm:2"): "document", ("crm:2", "crm:3"): "document"}


def test_two_slips_are_possible_in_a_long_number_alone(world: "World") -> None:
    person = {"given_name": "Karl", "family_name": "Ott"}
    world.record("crm:1", document="tax_id:de:12345678901", **person)
    world.record("crm:2", document="tax_id:de:12845678301", **person)
    world.record("crm:3", document="tax_id:de:12845678399", **person)
    world.record("crm:4", document="national_id:be:1234567", **person)
    world.record("crm:5", document="national_id:be:1834563", **person)

    assert world.vetoes() == {("crm:1", "crm:3"): "document", ("crm:4", "crm:5"): "document"}


def test_junior_and_senior_and_company_stay_apart(world: "World") -> None:
    world.record("crm:1", full_name="Robert Smith Jr.")
    world.record("crm:2", full_name="Robert Smith Sr.")
    world.record("crm:3", organization_name="Smith GmbH", entity_type="organization")

    assert world.vetoes() == {
        ("crm:1", "crm:2"): "suffix",
        ("crm:1", "crm:3"): "entity_type",
        ("crm:2", "crm:3"): "entity_type",
    }


def test_gender_needs_names_to_bear_it_out(world: "World") -> None:
    world.record("crm:1", given_name="Petra", family_name="Ott", gender="female")
    world.record("crm:2", given_name="Peter", family_name="Ott", gender="male")
    world.record("crm:3", given_name="Peter", family_name="Ott", gender="female")

    assert world.vetoes() == {("crm:1", "crm:2"): "gender"}


def test_birth_dates_that_a_slip_explains_do_not_veto(world: "World") -> None:
    world.record("crm:1", given_name="Anna", family_name="Ott", birth_date="1980-03-04")
    world.record("crm:2", given_name="Anna", family_name="Ott", birth_date="1980-04-03")
    world.record("crm:3", given_name="Anna", family_name="Ott", birth_date="1957-12-30")
    world.record("crm:4", given_name="Anna", family_name="Ott", birth_date="1900-01-01")

    assert world.vetoes() == {("crm:1", "crm:3"): "birth_date", ("crm:2", "crm:3"): "birth_date"}


def test_birth_years_alone_tell_father_and_son(world: "World") -> None:
    home = {"given_name": "Paul", "family_name": "Ott", "street": "Gilbert Ave 1", "city": "Anytown"}
    born = ["1948", "1981", "1947-01-30", "1984", None]
    for number, date in enumerate(born):
        world.record(f"crm:{number}", birth_date=date, **home)

    apart = {("crm:0", "crm:1"), ("crm:1", "crm:2"), ("crm:2", "crm:3")}  # 1948 and 1984 are one slip apart
    assert world.vetoes() == dict.fromkeys(apart, "birth_year")


def test_names_of_two_fathers_are_of_two_people(world: "World") -> None:
    for number, father in enumerate(["Антонович", "Алексеевич", "Alexeevich", "Петрович", "Pavlovich", "A."]):
        world.record(f"crm:{number}", given_name="Иван", middle_name=father, family_name="Крылов")

    pairs = {(f"crm:{one}", f"crm:{other}") for other in range(5) for one in range(other)}
    assert world.vetoes() == dict.fromkeys(pairs - {("crm:1", "crm:2")}, "names")


def test_an_initial_and_another_family_name_are_no_name_in_common(world: "World") -> None:
    world.record("crm:1", given_name="R.", family_name="Azaan")
    world.record("crm:2", given_name="R.", family_name="Ishani")
    world.record("crm:3", given_name="Rahul", family_name="Azaan")
    world.record("crm:4", given_name="Rahul", family_name="Ishani")

    together = {("crm:1", "crm:2"), ("crm:1", "crm:4"), ("crm:2", "crm:3")}
    assert world.vetoes() == dict.fromkeys(together, "names")


def test_common_given_names_that_differ_are_two_people(world: "World") -> None:
    for number in range(5):
        world.record(f"a:{number}", given_name="Marina", family_name=f"Ott{number}")
        world.record(f"b:{number}", given_name="Martina", family_name=f"Lang{number}")
    world.record("c:1", given_name="Maritna", family_name="Ott")

    found = world.vetoes()

    assert found["a:0", "b:0"] == "given_name"
    assert not [pair for pair in found if "c:1" in pair]


def test_names_are_not_swapped_under_one_family_name(world: "World") -> None:
    world.record("a:1", given_name="Albert", family_name="Walter")
    world.record("a:2", given_name="Walburga", family_name="Walter")
    world.record("a:3", given_name="Walter", family_name="Albert")

    found = world.vetoes()

    assert found["a:1", "a:2"] == "given_name"
    assert ("a:1", "a:3") not in found


def test_documents_without_issuer_are_compared_by_number(world: "World") -> None:
    world.record("crm:1", full_name="Anna Adler", document="ssn:US:111223333")
    world.record("crm:2", full_name="Anna Adler", document="ssn::111223333")
    world.record("crm:3", full_name="Anna Adler", document="ssn::999887777")
    assert world.vetoes() == {("crm:1", "crm:3"): "document", ("crm:2", "crm:3"): "document"}

"""Given names, family names and salutations in columns of their own."""

import pytest

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.names.fields import FamilyName, GivenName
from ingest.cleaning.names.listed import NameWords
from ingest.cleaning.names.salutations import SalutationText

CONTEXT = Context()


def test_family_names_hold_suffixes_birth_names_and_titles() -> None:
    assert FamilyName().clean("Smith Sr", CONTEXT)[4:6] == ("Smith", "Sr.")
    assert FamilyName().clean("Dobbins Senior", CONTEXT)[4:6] == ("Dobbins", "Sr.")
    assert FamilyName().clean("Senior", CONTEXT)[4:6] == ("Senior", None)
    assert FamilyName().clean("Meier, geb. Huber", CONTEXT)[4:7] == ("Meier", None, "Huber")
    assert FamilyName().clean("Dr. Meier", CONTEXT)[1:5] == ("Dr.", None, None, "Meier")


@pytest.mark.parametrize("name", ["Graf", "Sen", "Ek", "Ma", "Ii", "King", "Graf von Moltke", "Smith-Herzog"])
def test_family_names_are_left_alone(name: str) -> None:
    assert FamilyName().clean(name, CONTEXT)[1:6] == (None, None, None, name, None)


def test_given_names_hold_titles() -> None:
    assert GivenName().clean("Dr. Hans Peter", CONTEXT)[1:3] == ("Dr.", "Hans Peter")
    assert GivenName().clean("Martin Luther Jr.", CONTEXT)[2:6] == ("Martin Luther", None, None, "Jr.")


def test_names_in_a_list_stand_one_behind_the_other() -> None:
    assert GivenName().native(["Peter", " James "], CONTEXT)[2] == "Peter James"
    assert GivenName().native([], CONTEXT) is GivenName().native([""], CONTEXT) is None
    assert NameWords().native(["Prof.", "Dr."], CONTEXT) == "Prof. Dr."
    with pytest.raises(InvalidValue, match="single"):
        GivenName().native(["Peter", 1], CONTEXT)


@pytest.mark.parametrize("name", ["Jun", "Dean", "Prince", "Major", "Phil", "Van", "Hye Jun", "Junior"])
def test_given_names_are_left_alone(name: str) -> None:
    assert GivenName().clean(name, CONTEXT)[1:6] == (None, name, None, None, None)


@pytest.mark.parametrize(
    ("written", "gender", "title"),
    [
        ("Herr", "male", None),
        ("Herrn", "male", None),
        ("Hr", "male", None),
        ("Frau Dr.", "female", "Dr."),
        ("Herr Prof. Dr.", "male", "Prof. Dr."),
        ("Sehr geehrte Frau", "female", None),
        ("Herr und Frau", None, None),
        ("Mw. mr.", "female", "mr."),
        ("Dhr. mr. dr.", "male", "mr. dr."),
        ("Familie", None, None),
        ("Divers", "diverse", None),
        ("Firma", None, None),
    ],
)
def test_salutations(written: str, gender: str | None, title: str | None) -> None:
    assert SalutationText().clean(written, CONTEXT)[:2] == (gender, title)


def test_what_is_no_salutation() -> None:
    with pytest.raises(InvalidValue):
        SalutationText().clean("Müller", CONTEXT)

"""Names as German, British and American sources write them."""

import pytest

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.names import FamilyName, FullName, GivenName, parse_name
from ingest.cleaning.titles import NameSuffix, SalutationText

CONTEXT = Context()


@pytest.mark.parametrize(
    ("written", "title", "given", "family"),
    [
        ("Hans Müller", None, "Hans", "Müller"),
        ("Müller, Hans", None, "Hans", "Müller"),
        ("MÜLLER-LÜDENSCHEIDT, Hans-Peter", None, "Hans-Peter", "MÜLLER-LÜDENSCHEIDT"),
        ("Dr. Hans Müller", "Dr.", "Hans", "Müller"),
        ("Müller, Dr. Hans", "Dr.", "Hans", "Müller"),
        ("Müller, Dr.", "Dr.", None, "Müller"),
        ("Prof. Dr. med. dent. Anna Schmidt", "Prof. Dr. med. dent.", "Anna", "Schmidt"),
        ("Dipl.-Ing. Karl Groß", "Dipl.-Ing.", "Karl", "Groß"),
        ("Dr.-Ing. Jürgen Weiß", "Dr.-Ing.", "Jürgen", "Weiß"),
        ("Anna Schmidt M.Sc.", "M.Sc.", "Anna", "Schmidt"),
        ("Dr Anna Schmidt", "Dr", "Anna", "Schmidt"),
        ("Anna Maria von der Leyen", None, "Anna Maria", "von der Leyen"),
        ("von Goethe, Johann Wolfgang", None, "Johann Wolfgang", "von Goethe"),
        ("Vincent van Gogh", None, "Vincent", "van Gogh"),
        ("van Gogh", None, None, "van Gogh"),
        ("Müller", None, None, "Müller"),
        ("Hans und Petra Müller", None, None, None),
        ("王伟", None, None, None),
        ("An Nguyen", None, "An", "Nguyen"),
        ("J. R. R. Tolkien", None, "J.", "Tolkien"),
    ],
)
def test_parts_of_names(written: str, title: str | None, given: str | None, family: str | None) -> None:
    name = parse_name(written)
    assert (name.title, name.given, name.family) == (title, given, family)


@pytest.mark.parametrize(
    ("written", "gender"),
    [
        ("Herr Dr. Müller", "male"),
        ("Hr. Müller", "male"),
        ("Frau Erika Mustermann", "female"),
        ("Fr. Mustermann", "female"),
        ("Ms Jane Doe", "female"),
        ("Hans Müller", None),
    ],
)
def test_gender_of_salutations_in_names(written: str, gender: str | None) -> None:
    assert parse_name(written).gender == gender


def test_suffixes_initials_and_birth_names() -> None:
    assert parse_name("Robert E Smith Sr.")[2:6] == ("Robert", "E", "Smith", "Sr.")
    assert parse_name("Brown, Jr")[4:6] == ("Brown", "Jr.")
    assert parse_name("Erika Mustermann geb. Gabler").birth_name == "Gabler"
    assert parse_name("Mustermann, Erika (geb. Gabler)")[2:5] == ("Erika", None, "Mustermann")
    assert NameSuffix().clean("junior", CONTEXT) == "Jr."


def test_text_with_digits_or_more_commas_is_not_turned_round() -> None:
    assert parse_name("thomas clifford, 1st baron clifford").given != "1st baron clifford"
    assert parse_name("Müller, Schmidt, Meier").full == "Müller Schmidt Meier"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Müller Söhne GmbH", "Müller Söhne GmbH"),
        ("Firma Karl Groß", "Karl Groß"),
        ("Turnverein 1860 e.V.", "Turnverein 1860 e.V."),
        ("Schmidt GmbH & Co. KG", "Schmidt GmbH & Co. KG"),
        ("Klein UG (haftungsbeschränkt)", "Klein UG (haftungsbeschränkt)"),
        ("Universal Exports Ltd.", "Universal Exports Ltd."),
    ],
)
def test_organizations(written: str, name: str) -> None:
    parsed = parse_name(written)
    assert (parsed.organization, parsed.full, parsed.family) == (True, name, None)


def test_family_names_hold_suffixes_birth_names_and_titles() -> None:
    assert FamilyName().clean("Smith Sr", CONTEXT)[4:6] == ("Smith", "Sr.")
    assert FamilyName().clean("Meier, geb. Huber", CONTEXT)[4:7] == ("Meier", None, "Huber")
    assert FamilyName().clean("Dr. Meier", CONTEXT)[1:5] == ("Dr.", None, None, "Meier")


def test_given_names_hold_titles() -> None:
    assert GivenName().clean("Dr. Hans Peter", CONTEXT)[1:3] == ("Dr.", "Hans Peter")


@pytest.mark.parametrize("written", ["12345", "???", "a@b.de", "https://x.de"])
def test_what_is_no_name(written: str) -> None:
    for type_ in (FullName(), FamilyName(), GivenName()):
        with pytest.raises(InvalidValue):
            type_.clean(written, CONTEXT)


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
        ("Familie", None, None),
        ("Divers", "diverse", None),
        ("Firma", None, None),
    ],
)
def test_salutations(written: str, gender: str | None, title: str | None) -> None:
    assert SalutationText().clean(written, CONTEXT) == (gender, title)


def test_what_is_no_salutation() -> None:
    with pytest.raises(InvalidValue):
        SalutationText().clean("Müller", CONTEXT)

"""Salutations, titles, suffixes and names at birth, and what they tell."""

import pytest

from ingest.cleaning.base import Context
from ingest.cleaning.names.names import parse_name

CONTEXT = Context()


@pytest.mark.parametrize(
    ("written", "gender"),
    [
        ("Herr Dr. Müller", "male"),
        ("Hr. Müller", "male"),
        ("Frau Erika Mustermann", "female"),
        ("Fr. Mustermann", "female"),
        ("Ms Jane Doe", "female"),
        ("Hans Müller", None),
        ("Dña. María López", "female"),
        ("Pani Anna Nowak", "female"),
        ("Doña Letizia Ortiz", "female"),
        ("г-н Иванов Иван Иванович", "male"),
        ("السيد محمد أحمد", "male"),
        ("นางสาว มาลี ศรีสุข", "female"),
        ("田中 太郎 様", None),
    ],
)
def test_gender_of_salutations_in_names(written: str, gender: str | None) -> None:
    assert parse_name(written).gender == gender


@pytest.mark.parametrize(
    ("written", "given", "family", "suffix"),
    [
        ("Robert Smith Sr.", "Robert", "Smith", "Sr."),
        ("Brown, Jr", None, "Brown", "Jr."),
        ("Hans Müller sen.", "Hans", "Müller", "Sr."),
        ("Hans Müller jun", "Hans", "Müller", "Jr."),
        ("Robert Smith Junior", "Robert", "Smith", "Jr."),
        ("John Smith III", "John", "Smith", "III"),
        ("Smith III, John", "John", "Smith", "III"),
        ("King, Martin Luther, Jr.", "Martin Luther", "King", "Jr."),
        ("Martin Luther King, Jr.", "Martin Luther", "King", "Jr."),
        ("ifj. Nagy Péter", "Péter", "Nagy", "Jr."),
        ("Lucas Cranach d. Ä.", "Lucas", "Cranach", "Sr."),
        ("Alexandre Dumas fils", "Alexandre", "Dumas", "Jr."),
        ("john smith iii", "john", "smith", "III"),
        ("John Smith 3rd", "John", "Smith", "III"),
        ("Joan (IV) Morrow", "Joan", "Morrow", None),
        ("Hans Kern (jun.)", "Hans", "Kern", "Jr."),
        ("Kern, Hans (sen.)", "Hans", "Kern", "Sr."),
        ("Jan Novák ml.", "Jan", "Novák", "Jr."),
        ("Jan Novák, st.", "Jan", "Novák", "Sr."),
        ("Sven Svensson d.y.", "Sven", "Svensson", "Jr."),
        ("Juan Pérez hijo", "Juan", "Pérez", "Jr."),
    ],
)
def test_suffixes(written: str, given: str | None, family: str, suffix: str | None) -> None:
    name = parse_name(written)
    assert (name.given, name.family, name.suffix) == (given, family, suffix)


@pytest.mark.parametrize(
    ("written", "given", "family", "birth_name"),
    [
        ("Erika Mustermann geb. Gabler", "Erika", "Mustermann", "Gabler"),
        ("Mustermann, Erika (geb. Gabler)", "Erika", "Mustermann", "Gabler"),
        ("Müller, geb. Meier, Eva", "Eva", "Müller", "Meier"),
        ("Müller, Eva, geb. Meier", "Eva", "Müller", "Meier"),
        ("Dupont, née Martin, Marie", "Marie", "Dupont", "Martin"),
        ("Nowak, z domu Kowalska, Anna", "Anna", "Nowak", "Kowalska"),
        ("Eva Ag, geb. Se", "Eva", "Ag", "Se"),
        ("Anna Nowak z d. Kowalska", "Anna", "Nowak", "Kowalska"),
        ("Anna Kern *Vogt", "Anna", "Kern", "Vogt"),
        ("Kern, Anna (* von Vogt)", "Anna", "Kern", "von Vogt"),
        ("Kern *Vogt, Anna", "Anna", "Kern", "Vogt"),
        ("Anna Kern *1980", "Anna", "Kern", None),
        ("Anna Kern (* 3.5.1980 in Ulm)", "Anna", "Kern", None),
    ],
)
def test_birth_names(written: str, given: str, family: str, birth_name: str | None) -> None:
    name = parse_name(written)
    assert (name.given, name.family, name.birth_name) == (given, family, birth_name)


@pytest.mark.parametrize(
    ("written", "country", "given", "family"),
    [
        ("M. Jean Dupont", "FR", "Jean", "Dupont"),
        ("M. Dupont", "FR", None, "Dupont"),
        ("DI Franz Huber", "AT", "Franz", "Huber"),
        ("Don Felipe Borbón", "ES", "Felipe", "Borbón"),
        ("Don Johnson", "US", "Don", "Johnson"),
        ("D. Antonio López", "ES", "Antonio", "López"),
        ("D López", "ES", "D", "López"),
        ("D. López", "MX", "D.", "López"),
        ("Huber, DI Franz", "AT", "Franz", "Huber"),
        ("DI F. Huber", "AT", "F.", "Huber"),
        ("MARIA DI STEFANO", "AT", "MARIA", "DI STEFANO"),
        ("Leonardo DI CAPRIO", "AT", "Leonardo", "DI CAPRIO"),
        ("DI STEFANO Maria", "AT", "Maria", "DI STEFANO"),
        ("Shri Ramesh Kumar", "IN", "Ramesh", "Kumar"),
        ("M. Janssens", "BE", "M.", "Janssens"),
        ("Hj. Siti Aminah", "ID", "Siti", "Aminah"),
        ("H. Joko Widodo", "ID", "Joko", "Widodo"),
        ("Siti H. Aminah", "ID", "Siti", "Aminah"),
        ("Ramesh K. R.", "IN", "Ramesh", "R."),
        ("Pan Jan Kowalski", "PL", "Jan", "Kowalski"),
        ("Bay Ahmet Kaya", "TR", "Ahmet", "Kaya"),
        ("Ouyang Nana", "CN", "Nana", "Ouyang"),
        ("王小明先生", "CN", "小明", "王"),
        ("özv. Kovács Jánosné", "HU", "Jánosné", "Kovács"),
        ("Fr. Michael Kelly", "IE", "Michael", "Kelly"),
        ("RA Peter Kern", "DE", "Peter", "Kern"),
        ("Pr. Jean Dupont", "FR", "Jean", "Dupont"),
    ],
)
def test_forms_of_address_of_a_country(written: str, country: str, given: str | None, family: str) -> None:
    name = parse_name(written, country)
    assert (name.given, name.family) == (given, family)


@pytest.mark.parametrize(
    ("written", "country", "gender"),
    [
        ("Shri Ramesh Kumar", "IN", "male"),
        ("Smt. Lakshmi Devi", "IN", "female"),
        ("M. Leroy", "FR", "male"),
        ("M. Janssens", "BE", None),
        ("H. Abdullah", "ID", None),
        ("Hj. Aminah", "ID", "female"),
        ("Hj. Abdullah", "MY", None),
        ("Fr. Kelly", "IE", None),
        ("Fr. Kern", "DE", "female"),
    ],
)
def test_the_gender_that_a_form_of_address_tells_in_a_country(
    written: str, country: str, gender: str | None
) -> None:
    assert parse_name(written, country).gender == gender

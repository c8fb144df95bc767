"""Names of several people in one line: couples, families, households."""

import pytest

from ingest.cleaning.base import Context
from ingest.cleaning.names.fields import FamilyName, GivenName
from ingest.cleaning.names.names import parse_name
from ingest.cleaning.names.salutations import SalutationText

LINES = """
GB Smith: Mr & Mrs Smith|Mr J & Mrs M Smith|J. and M. Smith|The Smith Family|The Smiths|Mr/Mrs Smith
GB Smith: Messrs Smith|Mr Mrs Smith
US Smith: Mr. and Mrs. John Smith|Smith, John & Mary
US Smith: Smith Household|John Smith and family|Smith, J. & M.
US SMITH: SMITH JOHN & MARY
GB -: John & Mary|John Smith & Mary Jones|Parents of Tom Smith
IN Patel: Dr & Mrs Patel
DE Meier: Hans und Erika Meier|Eheleute Meier|Herrn und Frau Hans Meier
DE Meier: Dr. Hans und Erika Meier|Familie Hans Meier|Geschwister Meier
DE Huber: Familie Huber|Huber, Familie|Huber Hans u. Erika|Hans/Erika Huber|Ehepaar Huber|Huber, Herr und Frau
DE -: Frau Müller & Herr Schmidt
DE von der Heide: Familie von der Heide
FR Dupont: M. et Mme Dupont|M. ou Mme Dupont|M. Mme Dupont|Les Dupont
FR Dupont: Famille Dupont|Monsieur et Madame Jean Dupont
ES García: Sr. y Sra. García|Sres. García|D. Juan y Dña. María García
ES García López: Familia García López
IT Rossi: Famiglia Rossi|Sig. e Sig.ra Rossi|Sigg. Rossi|Coniugi Rossi
NL de Vries: Fam. de Vries|Dhr. en mw. J. de Vries|De heer en mevrouw de Vries
NL de Vries: Dhr. J. de Vries e/o mevr.|J. de Vries en/of A. de Vries
BR Silva: Família Silva|Sr. e Sra. Silva
PL Kowalscy: Państwo Kowalscy|Jan i Anna Kowalscy|Rodzina Kowalscy
SE Svensson: Familjen Svensson|Herr och Fru Svensson|Lars och Anna Svensson
CZ Novákovi: Manželé Novákovi|Jan a Anna Novákovi|Rodina Novákovi
NL -: Dhr. J. de Vries e/o mevr. A. Jansen
FR Dupont: M. Dupont et/ou Mme Dupont
DE Kern: Peter Kern und/oder Eva Kern|Herr Peter Kern und Frau
"""
CASES = [
    (line, head.partition(" ")[0], head.partition(" ")[2])
    for head, _, lines in (row.partition(": ") for row in LINES.strip().splitlines())
    for line in lines.split("|")
]


@pytest.mark.parametrize(("written", "country", "family"), CASES)
def test_several_people_in_one_line_are_a_household(written: str, country: str, family: str) -> None:
    name = parse_name(written, country)
    assert (name.given, name.middle, name.gender, name.title) == (None, None, None, None)
    assert (name.family, name.household) == (None if family == "-" else family, True)
    assert name.full.split()[-1] in written


@pytest.mark.parametrize(
    ("written", "country", "given", "family"),
    [
        ("José Ortega y Gasset", "ES", "José", "Ortega y Gasset"),
        ("Karl-Theodor von und zu Guttenberg", "DE", "Karl-Theodor", "von und zu Guttenberg"),
        ("Les Paul", "US", "Les", "Paul"),
        ("M. Dupont", "FR", None, "Dupont"),
        ("Frau Dr. Meier", "DE", None, "Meier"),
        ("Rodina Olga", "RU", "Olga", "Rodina"),
        ("Anna Famulok", "DE", "Anna", "Famulok"),
        ("John a Smith", "GB", "John", "Smith"),
        ("Mme M. Dupont", "FR", "M.", "Dupont"),
        ("Madame M Dupont", "FR", "M", "Dupont"),
        ("Herr Fr. Huber", "AT", "Fr.", "Huber"),
        ("Mw. mr. J. de Vries", "NL", "J.", "de Vries"),
        ("Mevr. mr. dr. Jansen", "", None, "Jansen"),
        ("Sigg Peter", "CH", "Sigg", "Peter"),
        ("Sigg, Peter", "CH", "Peter", "Sigg"),
        ("Fam, Chin Wei", "MY", "Chin Wei", "Fam"),
        ("Ruiz y Picasso", "ES", None, "Ruiz y Picasso"),
        ("Costa e Silva", "PT", None, "Costa e Silva"),
        ("Ramón y Cajal", "ES", None, None),
        *(
            (it, "", None, None)
            for it in ("Smith & Wesson", "Haus und Garten", "Hansen og Sønn", "Rossi & C.")
        ),
    ],
)
def test_one_person_is_no_household(
    written: str, country: str, given: str | None, family: str | None
) -> None:
    name = parse_name(written, country)
    assert (name.given, name.family, name.household) == (given, family, False)


@pytest.mark.parametrize("written", ["Les Halles", "Les Trois Brasseurs"])
def test_what_is_in_the_plural_is_no_family_of_france(written: str) -> None:
    assert not parse_name(written, "FR").household


@pytest.mark.parametrize(
    ("given", "several"),
    [
        *((it, True) for it in ("John & Mary", "Hans u. Erika", "Hans/Erika", "J. & M.", "Mr & Mrs", "Fam.")),
        *((it, False) for it in ("Hans Peter", "J. M.", "Anna-Maria", "Alex/Alexander", "A.", "Sigg")),
        *((it, False) for it in ("Catherine/Katherine", "Yuliya/Julia", "Andrea/Andreas", "Andy")),
    ],
)
def test_a_couple_stands_in_the_column_of_given_names(given: str, several: bool) -> None:
    name = GivenName().clean(given, Context())
    assert (name.household, name.given) == (several, None if several else given)


@pytest.mark.parametrize(
    ("written", "several"),
    [("Fam. Huber", True), *((it, False) for it in ("Smith & Jones", "Sigg", "Sigg Meier", "Fam"))],
)
def test_a_family_stands_in_the_column_of_family_names(written: str, several: bool) -> None:
    name = FamilyName().clean(written, Context())
    assert (name.household, name.family) == (several, "Huber" if several else written)


@pytest.mark.parametrize(
    ("written", "several"),
    [
        *((it, True) for it in ("Mr & Mrs", "Herrn und Frau", "M. et Mme", "M. Mme", "Sr. y Sra.", "Sigg.")),
        *(
            (it, True)
            for it in ("Dr. und Frau Dr.", "de heer en mevrouw", "Familie", "Państwo", "Pan i Pani")
        ),
        *(
            (it, False)
            for it in (
                "Herr/Frau",
                "Mr/Mrs",
                "Frau Dr.",
                "Firma",
                "Mw. mr.",
                "Sir or Madam",
                "Herr oder Frau",
            )
        ),
    ],
)
def test_greetings_of_several(written: str, several: bool) -> None:
    assert SalutationText().clean(written, Context()).household == several

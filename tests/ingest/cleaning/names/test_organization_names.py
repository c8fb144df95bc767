"""Names of organizations where names of persons are expected."""

import pytest

from graph.words.establishments import ESTABLISHMENTS, OFFICES, PUBLIC, VENTURES
from graph.words.given_names import given_names
from ingest.cleaning.names.names import parse_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Müller Söhne GmbH", "Müller Söhne GmbH"),
        ("Firma Karl Groß", "Karl Groß"),
        ("Müller GmbH, z. Hd. Frau Schmidt", "Müller GmbH"),
        ("Acme Ltd, Attn: Jane Doe", "Acme Ltd"),
        *((name, name) for name in (
            "Turnverein 1860 e.V.", "Turnverein e. V.", "Karl Groß e. K.", "Müller eK", "Müller G.m.b.H.",
            "Schmidt GmbH & Co. KG", "Klein UG (haftungsbeschränkt)", "Deutsche Bank AG, Filiale Köln",
            "Müller AG", "MÜLLER AG", "müller ag", "Siemens Aktiengesellschaft", "Dr. Oetker KG", "SAP SE",
            "Anna und Peter Müller GbR", "Universal Exports Ltd.", "Smith & Sons Ltd", "Smith & Sons",
            "Ford Motor Co.", "Jones, Inc.", "Ek AB", "Nokia Oy", "Hansen A/S", "Petit S.A.R.L.",
            "Rossi SpA", "García S.A.", "Kowalski Sp. z o.o.", "Novák s. r. o.", "Horvat d.o.o.",
            "Tata Pvt. Ltd.", "Gebr. Kern", "Kern und Partner", "Ford Motor Company", "Anna Kern Stiftung",
            "ООО Ромашка", "株式会社トヨタ",
            "Autohaus Müller", "Praxis Dr. Müller", "Zahnarztpraxis Dr. Anna Kern", "Linden-Apotheke Wien",
            "BÄCKEREI KOCH", "kanzlei becker", "Hotel Sacher, Wien", "Kern, Praxis", "Turnverein Linz",
            "Hotel-Restaurant Adler", "Joe's Garage", "Main Street Bakery", "Smith Plumbing",
            "Stadt Köln", "Universität Heidelberg", "Freiwillige Feuerwehr Haar", "St. Mary's Hospital",
            "Erbengemeinschaft Brandt", "Deutsche Bahn", "Caritas Köln", "Fundación Telefónica",
            "Department of Health", "Ayuntamiento de Madrid", "Mairie de Lyon", "Comune di Roma",
            "Acme Industries", "Green Energy Solutions", "ABC Trading", "Elektro Müller",
            "Torres Dental", "John Smith Insurance", "KERN ELEKTROTECHNIK",
            "M/s Sharma Traders", "SARL Dupont", "STE Dupont",
            "Завод Прогресс", "Московский университет", "Springfield Hospital",
            "SCI Les Tilleuls", "SAS Martin", "Sté Dupont", "АО Газпром",
            "ИП Иванов И.И.", "شركة النور", "(有)佐藤商事", "医療法人社団 田中医院",
            "Architekturbüro Klein", "Weingut Müller", "Spedition Kern", "Huber Immobilien", "GbR Müller",
            "Kindertagesstätte Sonnenschein", "Rechtsanwälte Schmidt", "WEG Hauptstraße 5", "Kern Transporte",
            "Holler & Raab GesbR", "Garibaldi SPA", "Šantić d.d.", "Lehtonen Osk", "Balogh Kkt.",
            "Virgilio Group", "Κουρλού-Πολέμη Ο.Ε.", "(유) 중앙", "Носова и партнеры", "Kern Logistik",
            "Vũ Doanh nghiệp tư nhân", "Công ty TNHH ABC", "Volkshochschule Ulm", "Kita Regenbogen",
            "Taxi Müller",
            "Boulangerie Petit", "Farmacia García", "Trattoria da Mario", "Bakkerij de Vries", "Apteka Nowak",
        )),
    ],
)  # fmt: skip
def test_organizations(written: str, name: str) -> None:
    parsed = parse_name(written)
    assert (parsed.organization, parsed.full, parsed.family) == (True, name, None)


def test_no_word_of_trade_is_a_given_name() -> None:
    assert (OFFICES | VENTURES | PUBLIC | ESTABLISHMENTS).isdisjoint(given_names())


@pytest.mark.parametrize(("country", "organization"), [("FR", True), ("GB", False), ("", False)])
def test_ste_is_a_society_where_french_is_written(country: str, organization: bool) -> None:
    assert parse_name("Ste Dupont", country).organization is organization


@pytest.mark.parametrize(
    "written",
    [
        "Smith A. B.",
        "Berg A.G.",
        "City Anna",
        "Carlos Instituto Vega",
        "Sven Elektro Larsen",
        "Juan Colegio Ruiz",
    ],
)
def test_persons_whose_names_look_like_firms(written: str) -> None:
    assert parse_name(written).organization is False


@pytest.mark.parametrize(
    "written",
    [
        "Volvo Car A. B.",
        "Banco Popular S. A.",
        "Endesa S. A.",
        "Evangelische Kirchengemeinde Haar",
        "City of Austin",
    ],
)
def test_firms_that_look_like_persons(written: str) -> None:
    assert parse_name(written).organization is True

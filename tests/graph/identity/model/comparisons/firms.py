"""Pairs of firms: names, legal forms, houses."""

from __future__ import annotations

from tests.graph.identity.model.comparisons.pairs import Pair


def of_firms(left: str, right: str, house: str | None, expected: str) -> Pair:
    home = {"street": "Lange Straße" if house else None, "house_number": house, "city": "Jena"}
    one, other = ({"organization_name": name, **home} for name in (left, right))
    return Pair(one, other, {"organization": expected})


_ALL_WORDS, _DIFFERENT = "all words of one in the other", "different organisation names"
BRANCHES = [
    of_firms("Nordlicht Optik GmbH", "NORDLICHT Optik", None, "same organisation name"),
    of_firms("Nordlicht Optik", "Nordlcht Optik", None, "misspelt"),
    of_firms("Nordlicht Optik 12", "Nordlicht Optik 13", None, "different organisation names"),
    of_firms("Nordlicht Optik Filiale 5", "Nordlicht Optik Filiale 7", "4", "different organisation names"),
    of_firms("Nordlicht Optik", "Nordlicht Optik Jena", None, "all words of one in the other"),
    of_firms("Nordlicht Optik Jena", "Nordlicht Optik Gotha", None, "different organisation names"),
    of_firms("Nordlicht Optik Jena", "Nordlicht Optik und Akustik", "4", "missing"),
    of_firms("M. Schmidtke Malerbetrieb", "Michaela Schmidtke Malerbetrieb", None, _ALL_WORDS),
    of_firms("Malerbetrieb M. Schmidtke", "Michaela Schmidtke Malerbetrieb", "4", _ALL_WORDS),
    of_firms("F. Schmidtke Malerbetrieb", "Michaela Schmidtke Malerbetrieb", "4", _DIFFERENT),
    of_firms("F. Schmidtke Malerbetrieb", "M. Schmidtke Malerbetrieb", None, _DIFFERENT),
    of_firms("Malerbetrieb F. Schmidtke", "M. Schmidtke Malerbetrieb", None, _DIFFERENT),
    of_firms("F. Schmidtke Malerbetrieb", "Schmidtke Malerbetrieb", None, _ALL_WORDS),
    of_firms("H & M", "C & A", None, _DIFFERENT),
    of_firms("Nordlicht Optik", "Nordlicht Reisen", "4", "different organisation names"),
    of_firms("Nordlicht Optik", "Sommer Reisen", "4", "different organisation names"),
    of_firms("Reisebüro Nordlicht", "Nordlicht Reisebüro GmbH", None, "same organisation name"),
    of_firms("Nordlicht Optik Store 5", "Nordlicht Optik Jena", None, _ALL_WORDS),
    of_firms("Nordlicht Optik Store 5", "Nordlicht Optik Jena Nr. 7", None, _DIFFERENT),
    of_firms("Energotekh", "Energoproekt", None, _DIFFERENT),
    of_firms(
        "University of Jena, Dept. of Slavic Studies", "University of Jena, Dept. of Music", "4", _DIFFERENT
    ),
    of_firms("Steuerberatung Nordlicht Hamm", "Steuerberatung Nordlicht Hamburg", None, _DIFFERENT),
    of_firms("Nordlicht Optik GmbH Hamm", "Nordlicht Optik GmbH Hamburg", None, _DIFFERENT),
    of_firms("Malerbetrieb Anna Nordlicht Jena", "Malerbetrieb Paul Nordlicht Jena", "4", _DIFFERENT),
    of_firms("Hotel Nordlicht Jena", "Gasthof Nordlicht Jena", "4", "missing"),
    of_firms("Sommer Agentur Nordlicht", "Sommer Hauptvertretung Nordlicht", "4", "missing"),
    of_firms("Praxis Nordlicht", "Dr. Anna Nordlicht, Fachärztin für Urologie", "4", "missing"),
    of_firms("Praxis Dr. Paul Nordlicht", "Praxis Dr. Anna Nordlicht", "4", _DIFFERENT),
    of_firms("Schlosserei P. Nordlicht", "Klaus Nordlicht Schlosserei", "4", _DIFFERENT),
    of_firms("Schlosserei P. Nordlicht", "Peter Nordlicht Schlosserei", "4", _ALL_WORDS),
    of_firms("Informática Farias", "Informatic Abreu", None, _DIFFERENT),
    of_firms("BSN Optik", "BSD Optik", None, _DIFFERENT),
    of_firms("BauTec", "Bau Tec Jena", "4", _ALL_WORDS),
    of_firms("BauTec", "Bau Tec Gera", None, _DIFFERENT),
    of_firms("Nordlicht AG", "Nordlicht Mobility GmbH", "4", _DIFFERENT),
    of_firms("Nordlicht School District", "Nordlicht School District Transportation", "4", _DIFFERENT),
    of_firms("Nordlicht High School", "Nordlicht High School Jena", "4", _ALL_WORDS),
    of_firms("Nordlicht High School", "Nordlicht High School Jenna", "4", _ALL_WORDS),
    of_firms("Nordlicht School", "Nordlicht Schools", None, "misspelt"),
    of_firms("Mondzorg Nordlicht", "Mondzorgcentrum Nordlicht", "4", "missing"),
    of_firms("Berg Optik", "Bergmann Optik", "4", _DIFFERENT),
    of_firms("Tandartspraktijk Nordlicht", "Huisartspraktijk Nordlicht", None, _DIFFERENT),
]


def of_forms(left: str, right: str, expected: str) -> Pair:
    return Pair({"organization_name": left}, {"organization_name": right}, {"legal_form": expected})


FORMS = [
    of_forms("Nordlicht Optik GmbH", "Nordlicht Optik G.m.b.H.", "same legal form"),
    of_forms("Nordlicht Optik", "NORDLICHT OPTIK", "same legal form"),
    of_forms("Nordlicht Optik GmbH", "Nordlicht Optik", "one states less"),
    of_forms("Nordlicht Optik GmbH & Co. KG", "Nordlicht Optik KG", "one states less"),
    of_forms("Nordlicht Optik GmbH", "Nordlicht Optik AG", "different legal forms"),
    of_forms("Nordlicht Optik Jena GmbH", "Nordlicht Optik Gera GmbH", "missing"),
]


def of_contacts(kind: str, street: str | None, phone: str, expected: str, name: str = "Nora Optik") -> Pair:
    column = "organization_name" if kind == "organization" else "full_name"
    both = {"entity_type": kind, "city": "Jena"}
    left = {**both, "street": "Lange Straße 4", "phones": ["+4936411"], column: "Nora Optik"}
    right = {**both, "street": street, "phones": [phone], column: name}
    return Pair(left, right, {"house": expected})


_ELSEWHERE = "one name or contact, another house"


CONTACTS = [
    of_contacts("organization", "Ringweg 3", "+4936411", _ELSEWHERE),
    of_contacts("organization", "Lange Str. 9", "+4936411", _ELSEWHERE),
    of_contacts("organization", "Lange Str. 4", "+4936411", "missing"),
    of_contacts("organization", None, "+4936411", "missing"),
    of_contacts("organization", "Ringweg 3", "+4936412", _ELSEWHERE),
    of_contacts("organization", "Ringweg 3", "+4936412", "missing", "Nora Akustik"),
    of_contacts("organization", "Ringweg 3", "+4936412", _ELSEWHERE, "Nora Optik Bahnhof"),
    of_contacts("organization", "Lange Str. 4", "+4936412", "missing", "Nora Optik Bahnhof"),
    of_contacts("person", "Ringweg 3", "+4936411", "missing"),
    *(
        of_contacts("organization", box, "+4936411", "missing")
        for box in ("Postfach 1205", "P.O. Box 12", "PO Box No. 3", "Boîte postale 7", "Postfach 10 20 30")
    ),
    of_contacts("organization", "Postfachweg 3", "+4936411", _ELSEWHERE),
]


def of_numbers(left: str, right: str, expected: str, kind: str = "organization") -> Pair:
    column = "organization_name" if kind == "organization" else "full_name"
    one, other = ({"entity_type": kind, column: "Nora Optik", "phones": [phone]} for phone in (left, right))
    return Pair(one, other, {"phone": expected})


_DESK, _OTHER_NUMBERS = "another desk's number of one firm", "different phone numbers"
NUMBERS = [
    of_numbers("+498912345617", "+498912345643", _DESK),
    of_numbers("+49891234560", "+498912345643", _DESK),
    of_numbers("+4989123456391", "+49891234560", _DESK),
    of_numbers("+498912345617", "+498912345743", _OTHER_NUMBERS),
    of_numbers("+49891234561", "+4989123456391", _OTHER_NUMBERS),
    of_numbers("+49364117", "+49364143", _OTHER_NUMBERS),
    of_numbers("+498912345617", "+498912345643", _OTHER_NUMBERS, "person"),
    of_numbers("+498912345617", "+498912345617", "share a phone number"),
]


def of_mailboxes(left: str, right: str, expected: str) -> Pair:
    one, other = (
        {"entity_type": "organization", "organization_name": "Nora Optik", "emails": [email]}
        for email in (left, right)
    )
    return Pair(one, other, {"email": expected})


_OTHERS = "different e-mail addresses"
MAILBOXES = [
    of_mailboxes("info@nordlicht-gartenbau.example", "office@nordlicht-gartenbau.example", "missing"),
    of_mailboxes("info@nora.example", "sales-2@nora.example", "missing"),
    of_mailboxes("info@nora.example", "info@nora.example", "share an e-mail address"),
    of_mailboxes("info@nora.example", "info@korte.example", _OTHERS),
    of_mailboxes("info@nora.example", "office@korte.example", _OTHERS),
    of_mailboxes("info@nora-optik.example", "info@nora-optk.example", "missing"),
    of_mailboxes("info@nordlich.de", "info@nord-licf.de", "missing"),
    of_mailboxes("info@nord-licf.de", "info@nordlich.de", "missing"),
    of_mailboxes("info@nora.example", "ulla@nora.example", _OTHERS),
    of_mailboxes("hans@nordlicht-gartenbau.example", "anna@nordlicht-gartenbau.example", _OTHERS),
    of_mailboxes(
        "redaktion@nordlicht-gartenbau.example",
        "redakton@nordlicht-gartenbau.example",
        "one address misspelt",
    ),
    of_mailboxes("nora-optik@web.example", "nora-optik@post.example", "share the name before the @"),
]


def of_domains(left: str, right: str, expected: str, name: str = "Nora Optik") -> Pair:
    one, other = (
        {"entity_type": "organization", "organization_name": told, "emails": [email]}
        for told, email in (("Nora Optik", left), (name, right))
    )
    return Pair(one, other, {"domain": expected})


_ONE_DOMAIN = "other mailboxes of one domain under one name"
DOMAINS = [
    of_domains("info@nora.example", "team@nora.example", _ONE_DOMAIN),
    of_domains("info@nora.example", "team@nora.example", _ONE_DOMAIN, "Nora Optk"),
    of_domains("info@nora.example", "team@nora.example", "missing", "Nora Optik Jena"),
    of_domains("info@nora.example", "team@nora.example", "missing", "Sommer Optik"),
    of_domains("info@nora.example", "info@nora.example", "missing"),
    of_domains("info@nora.example", "team@nora.test", "missing"),
    of_domains("ulla@nora.example", "team@nora.example", "missing"),
]


def of_spellings(left: str, right: str, expected: str) -> Pair:
    return Pair({"organization_name": left}, {"organization_name": right}, {"organization": expected})


_SAME, _FURTHER = "same organisation name", "a further name of one is the other's"
_CUT = "cut off"
WRITTEN_OTHERWISE = [
    of_spellings("Städt. Kita Nordlicht", "Städtische Kindertagesstätte Nordlicht", _SAME),
    of_spellings("Ev. Kirchengemeinde Jena", "Evangelische Kirchengemeinde Jena e.V.", _SAME),
    of_spellings("Nordlight Intl. Mfg. Corp.", "Nordlight International Manufacturing Corporation", _SAME),
    of_spellings("St. Anna Hosp", "Saint Anna Hospital", _SAME),
    of_spellings(
        "Institut für Biologie, Universität Köln", "University of Cologne, Institute of Biology", _SAME
    ),
    of_spellings("Dr. med. Anna Nordlicht, Facharzt für Urologie", "Anna Nordlicht Urologie", _SAME),
    of_spellings("Klinikum Jena", "Krankenhaus Jena", _DIFFERENT),
    of_spellings("Universität Köln", "Hochschule Köln", _DIFFERENT),
    of_spellings("Institut für Biologie, Jena", "Institut für Theologie, Jena", _DIFFERENT),
    of_spellings("Dr.", "Dr. med.", _DIFFERENT),
    of_spellings("MAG GmbH", "MAG", _SAME),
    of_spellings("F.lli Nordlicht", "Fratelli Nordlicht S.r.l.", _SAME),
    of_spellings("DRK Jena", "Deutsches Rotes Kreuz Jena e.V.", _FURTHER),
    of_spellings("Jefferson HS", "Jefferson High School", _FURTHER),
    of_spellings("BN", "Nordlicht Bau", _DIFFERENT),
    of_spellings("Turn- und Sportverein Jena e.V.", "TSV Jena", _SAME),
    of_spellings("TSV Jena von 1860", "TSV 1860 Jena", _SAME),
    of_spellings("Commune de Jena", "Mairie de Jena", _SAME),
    of_spellings("Förderverein Museum Jena e.V.", "Freunde des Museum Jena", _SAME),
    of_spellings("Nordlicht Ltd t/a Robin Plumbing", "Robin Plumbing", _FURTHER),
    of_spellings("Nordlicht Ltd t/a Robin Plumbing", "Robin Plumbing (Sommer Ltd)", _FURTHER),
    of_spellings("Nordlicht GmbH (vormals Sommer GmbH)", "Sommer GmbH", _FURTHER),
    of_spellings("Nordlicht Ltd t/a Robin Plumbing", "Robin Plumbing Store 5", _FURTHER),
    of_spellings("Nordlicht GmbH (Schweiz)", "Sommer GmbH (Schweiz)", _DIFFERENT),
    of_spellings("Nordlicht.dev", "Nordlicht GmbH", _SAME),
    of_spellings("Nordlicht.com Holding Inc.", "Nordlicht Holding", _SAME),
    # cut off at 35 signs
    of_spellings("Nordlicht Gebäudereinigung Gesellsc", "Nordlicht Gebäudereinigung GmbH", _SAME),
    of_spellings("Nordlicht & Sommer Kältetechnik Gmb", "Nordlicht & Sommer Kältetechnik", _SAME),
    of_spellings("Nordlicht Glasreinigung Vertriebsge", "Nordlicht Glasreinigung Vertrieb", _SAME),
    of_spellings("Nordlicht Glasreinigung Vertriebsge", "Nordlicht Glasreinigung Service", _DIFFERENT),
    of_spellings("Nordlicht Metallverarbeitung und Bü", "Nordlicht Metallverarbeitung und Bürobedarf", _CUT),
    of_spellings(
        "Nordlicht Metalverarbeitung und Bür", "Nordlicht Metallverarbeitung und Bürobedarf", "misspelt"
    ),
    of_spellings("Nordlicht Blechverarbeitung und Bür", "Nordlicht Blechverarbeitung und Böden", _DIFFERENT),
    of_spellings("深圳泰海贸易有限公司", "Shenzhen Tai Hai Trading Co., Ltd.", _SAME),
    of_spellings("深圳泰海贸易有限公司", "深圳泰达机械有限公司", _DIFFERENT),
    of_spellings("深圳明达贸易有限公司", "深圳明泰贸易有限公司", _DIFFERENT),
    of_spellings("株式会社山田工業", "山田工業(株)", _SAME),
    of_spellings("山田化学株式会社", "松本化学株式会社", _DIFFERENT),
    of_spellings("株式会社山田工業", "Yamada Kogyo K.K.", _SAME),
    of_spellings("株式会社霞光工業", "Kako Kogyo K.K.", "missing"),
]


def of_bodies(left: str, right: str, expected: str) -> Pair:
    home = {"street": "Lange Straße", "house_number": "4", "city": "Jena", "phones": ["+4936411"]}
    one, other = ({"organization_name": name, **home} for name in (left, right))
    return Pair(one, other, {"body": expected})


_ANOTHER = "another company of a group, unit or trade"
BODIES = [
    of_bodies("Grundschule Nord", "Förderverein Grundschule Nord e.V.", _ANOTHER),
    of_bodies("Jena Museum", "Friends of the Jena Museum", _ANOTHER),
    of_bodies("TSV Jena", "TSV Jena Abt. Handball", _ANOTHER),
    of_bodies("TSV Jena Tennis", "TSV Jena Abt. Handball", _ANOTHER),
    *(
        of_bodies(f"{club} Jena", f"{club} Jena Abt. Handball", _ANOTHER)
        for club in ("SV", "ASV", "BSV", "HSV", "MTV", "BFC", "HSC", "HSG", "VfL", "Turnverein")
    ),
    of_bodies("TSV Jena Handball", "TSV Jena Abt. Handball", "missing"),
    of_bodies("TSV Jena Handball", "TSV Jena Handballabteilung", "missing"),
    of_bodies("Skiclub Jena 1920", "Ski-Club Jena", "missing"),
    of_bodies("Nordlicht Ski und Sport", "Nordlicht Sport", "missing"),
    of_bodies("Karate Dojo Nordlicht", "Dojo Nordlicht", "missing"),
    of_bodies("Freunde der Oper", "Freunde der Oper Jena", "missing"),
    of_bodies("Friends of the Jena Museum", "Frends of the Jena Museum", "missing"),
    of_bodies("Friends of the Jena Museum", "Freunde des Jena Museum", "missing"),
    of_bodies("Nordlicht Elektronik GmbH", "Nordlicht Service GmbH", _ANOTHER),
    of_bodies("Nordlicht Immobilien", "Nordlicht Holding", _ANOTHER),
    of_bodies("Nordlicht", "Nordlicht Service GmbH", "missing"),
    of_bodies("Nordlicht AG", "Nordlicht Service GmbH", _ANOTHER),
    of_bodies("Nordlicht Ltd", "Nordlicht (Properties) Limited", _ANOTHER),
    of_bodies("Nordlicht", "Nordlicht Holding GmbH", _ANOTHER),
    of_bodies("Nordlicht Verwaltungs GmbH", "Nordlicht Metallbau GmbH", _ANOTHER),
    of_bodies("Nordlicht Holding", "Nordlicht Holdings Ltd", "missing"),
    of_bodies("Nordlicht Holding Ltd t/a Jena Optik", "Jena Optik", "missing"),
    of_bodies("Jena Optik (Nordlicht Holding (UK) Ltd)", "Jena Optik", "missing"),
    of_bodies("Nordlicht Elektronik", "Nordlicht Elektronik Service", "missing"),
    of_bodies("Nordlicht Service", "Nordlicht Services", "missing"),
    of_bodies("Auto-Service Nordlicht", "Nordlicht Autoservice", "missing"),
    of_bodies("Nordlicht Immobilien", "Nordlicht Immobilienverwaltung", "missing"),
    of_bodies("Nordlicht Vertriebs GmbH", "Nordlicht Vertriebsgesellschaft mbH", "missing"),
    of_bodies("Nordlicht Elektronik", "Sommer Service", "missing"),
    of_bodies("Nordlicht Optik", "Nordlicht Reisen", _ANOTHER),
    of_bodies("Bäckerei Nordlicht", "Nordlicht Bakery", "missing"),
    of_bodies("Hotel Nordlicht", "Gasthof Nordlicht", "missing"),
    of_bodies("Optik Nordlicht", "Akustik Sommer", "missing"),
    of_bodies("Hotel Nordlicht", "Nordlicht", "missing"),
    of_bodies("Café Nordlicht", "Restaurant Nordlicht", "missing"),
    of_bodies("Café Nordlicht", "Bäckerei Nordlicht", "missing"),
    of_bodies("Brauerei Nordlicht", "Gasthof Nordlicht", "missing"),
    of_bodies("Holzbau Nordlicht", "Nordlicht Bau GmbH", "missing"),
    of_bodies("Elektro Nordlicht", "Nordlicht Elektronik", "missing"),
    of_bodies("Praxis Dr. Nordlicht, Innere Medizin", "Hausarztpraxis Nordlicht", "missing"),
    of_bodies("Bar Harbor Bakery", "Bar Harbor Motors", _ANOTHER),
    of_bodies("High Street Optics", "High Street Cafe", _ANOTHER),
    of_bodies("High Street Optics", "High Street Opticians", "missing"),
    of_bodies("High Tech Nordlicht", "Nordlicht Software", "missing"),
    of_bodies("Nordlicht High School", "Nordlicht Middle School", _ANOTHER),
    of_bodies("Innere Mission Jena", "Jena Akustik", "missing"),
    of_bodies("Steuerberater Nordlicht", "Rechtsanwalt Nordlicht", _ANOTHER),
    of_bodies("Nordlicht Rechtsanwälte und Steuerberater", "Nordlicht Steuerberater", "missing"),
    of_bodies("Nordlicht Rechtsanwälte und Steuerberater", "Rechtsanwälte Nordlicht, Notar", "missing"),
    of_bodies("City Hotel Nordlicht", "City Gasthof Nordlicht", "missing"),
    of_bodies("Hotel Stadt Jena", "Gasthof Stadt Jena", "missing"),
    of_bodies("Village Bäckerei Nordlicht", "Village Backshop Nordlicht", "missing"),
    of_bodies("Nordlicht Medical", "Nordlicht Medical Technologies Ltd", "missing"),
    of_bodies("Jena University", "Jena University of Technology", "missing"),
    of_bodies("St. Mary Church", "St Mary's Church Jena", "missing"),
    of_bodies("Jena City Football Club", "Jena City FC", "missing"),
    of_bodies("Jena Hospital", "Jena Hospital Immunology", _ANOTHER),
    of_bodies("HNO-Praxis Dr. Nordlicht", "Zahnarztpraxis Dr. Nordlicht", _ANOTHER),
    of_bodies("Zahnarztpraxis Dr. Nordlicht", "Dr. Nordlicht, Zahnmedizin", "missing"),
    of_bodies("University of Jena", "University of Jena, Department of Physics", _ANOTHER),
    of_bodies("University of Jena, Physics", "Department of Physics, University of Jena", "missing"),
    of_bodies("University of Jena, Chemistry", "Department of Physics, University of Jena", _ANOTHER),
    of_bodies("Jena Hospital", "Jena Hospital - Radiology", _ANOTHER),
    of_bodies("City of Jena", "City of Jena Police Department", _ANOTHER),
    of_bodies("Nordlicht", "Nordlicht Radiology", "missing"),
    of_bodies("Mairie de Jena", "Ville de Jena - CCAS", _ANOTHER),
    of_bodies("Gemeente Jena - Markthal", "Gemeente Jena - Jachthaven", _ANOTHER),
    of_bodies("First Baptist Church", "First Baptist Church Food Pantry", _ANOTHER),
]

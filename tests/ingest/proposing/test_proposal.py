"""What is proposed for files that nobody has seen: by words, by values, and never more than can be loaded."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.entries import RecordVersion
from graph.errors import IngestError
from ingest.finding import find_inputs
from ingest.inputs import FileInput
from ingest.line_items import LineItems
from ingest.loader import load_mapping
from ingest.proposing.habits import date_order
from ingest.proposing.proposal import FileProposal, propose
from ingest.proposing.rows import Line
from ingest.proposing.writing import UNSURE, mapping_text
from ingest.readers import open_reader
from ingest.run import outcomes
from tests.ingest.support import write

PEOPLE = [
    ("Anna", "Meier", "a.meier@web.example"),
    ("Jean", "Dupont", "jean@dupont.example"),
    ("Maria", "Rossi", "m@r.example"),
]

PERSON = "given_name family_name birth_date phone postal_code city"


def proposed(path: Path, text: str, encoding: str = "utf-8") -> FileProposal:
    """What is proposed for a file of this text."""
    return propose(FileInput(write(path, text, encoding)), "shop")


def fields(proposal: FileProposal, kind: str) -> dict[str, tuple[str, ...]]:
    """The columns of each field of a kind."""
    return {
        it.name: it.columns for rows in proposal.rows if rows.kind == kind for it in rows.lines if it.columns
    }


def as_yaml(proposal: FileProposal) -> dict[str, object]:
    """The proposal as somebody's YAML reader sees it."""
    loaded: dict[str, object] = yaml.safe_load(mapping_text("shop", [proposal]))
    return loaded


@pytest.mark.parametrize(
    "header",
    [
        "kd_nr;fname;lname;gebdat;tel_nr;plz;ort",
        "id_client;prénom;nom;date de naissance;portable;CP;ville",
        "ID cliente;Nombre;Apellidos;Fec. nac.;Móvil;C.P.;Población",
        "codice cliente;nome;cognome;data di nascita;cellulare;CAP;comune",
        "klantnummer;voornaam;achternaam;geboortedatum;gsm;postcode;woonplaats",
        "nr klienta;imię;nazwisko;data urodzenia;komórka;kod pocztowy;miasto",
        "CUSTID;CUST_FNAME;CUST_LNAME;CUST_BDATE;CUST_PHONE;CUST_ZIP;CUST_CITY",
        "customer_id;customer_fname;customer_lname;dob;cell;zipcode;town",
        "müşteri no;adı;soyadı;doğum tarihi;cep telefonu;posta kodu;şehir",
        "Mã khách hàng;Tên;Họ;Ngày sinh;Số điện thoại;Mã bưu chính;Thành phố",
        "nº cliente;nome;apelido;data_nascimento;telemovel;codigo_postal;localidade",
    ],
)
def test_headers_of_several_languages_and_abbreviations(tmp_path: Path, header: str) -> None:
    rows = "".join(
        f"{no};{first};{last};0{no}.03.1980;+49 221 55501{no};5066{no};Köln\n"
        for no, (first, last, _) in enumerate(PEOPLE, 1)
    )
    found = proposed(tmp_path / "export.csv", f"{header}\n{rows}")

    columns = header.split(";")
    assert fields(found, "customer")["source_id"] == (columns[0],)
    own = [fields(found, "customer").get(name) for name in PERSON.split()]
    assert own == [(column,) for column in columns[1:]]


def test_values_tell_where_headers_do_not(tmp_path: Path) -> None:
    rows = "".join(f"{no},{mail},Domweg {no},{first}\n" for no, (first, _, mail) in enumerate(PEOPLE, 7))
    found = fields(proposed(tmp_path / "x.csv", f"c1,c2,c3,c4\n{rows}"), "customer")

    assert (found["email"], found["street"], found["given_name"]) == (("c2",), ("c3",), ("c4",))


def test_values_overrule_a_header(tmp_path: Path) -> None:
    rows = "".join(f"{no},{mail}\n" for no, (_, _, mail) in enumerate(PEOPLE, 7))
    assert fields(proposed(tmp_path / "x.csv", f"id,phone\n{rows}"), "customer")["email"] == ("phone",)


def test_a_file_without_a_header_gets_one(tmp_path: Path) -> None:
    rows = "".join(
        f"{first},{last},{no} Main St,{mail}\n" for no, (first, last, mail) in enumerate(PEOPLE, 7)
    )
    found = proposed(tmp_path / "x.csv", rows)

    assert found.reading.header == ("given_name", "family_name", "street", "email")
    assert found.read == len(PEOPLE)
    assert max(line.score for rows in found.rows for line in rows.lines) < 0.8


def test_titles_above_the_header_are_skipped(tmp_path: Path) -> None:
    found = proposed(tmp_path / "x.csv", "Customers of May,,\n,,\nid,Vorname,email\n1,Anna,a@b.example\n")
    assert found.reading.skip == 2
    assert fields(found, "customer")["given_name"] == ("Vorname",)


@pytest.mark.parametrize(
    ("texts", "order", "sure"),
    [
        (["31.12.1980", "01.02.1990"], "DMY", True),
        (["12/31/1980", "01/02/1990"], "MDY", True),
        (["01/02/1990", "03/04/1991"], "DMY", False),
        (["01-02-1990 10:15", "03-24-1991 08:00"], "MDY", True),
    ],
)
def test_the_order_of_dates(texts: list[str], order: str, sure: bool) -> None:
    habit = date_order(texts)
    assert habit
    assert (habit.value, habit.score > 0.9) == (order, sure)


def test_dates_that_tell_no_order_have_none() -> None:
    assert date_order(["1980-12-31", "2001-02-03"]) is None


def test_dates_decimals_countries_and_empty_words_are_told(tmp_path: Path) -> None:
    text = "".join(f"A{no};{no},95;31.12.2024;S{no};{'onbekend' if no else 'web'};EUR\n" for no in range(5))
    found = proposed(
        tmp_path / "b.csv", f"Bestellnr;Betrag;Bestelldatum;Kundennr;Kanal;Währung\n{text}", "cp1252"
    )
    loaded = as_yaml(found)

    assert (loaded["dates"], loaded["decimal"], loaded["nulls"]) == ("DMY", ",", ["onbekend"])
    assert found.reading.encoding == "cp1252"


@pytest.mark.parametrize("phone", ["(212) 555-01{no}", "212.555.01{no} x7", "1-416-555-01{no}"])
def test_numbers_as_americans_write_them_tell_the_country(tmp_path: Path, phone: str) -> None:
    rows = "".join(f"{no},Mary {no},{phone.format(no=no)}\n" for no in range(10, 20))
    found = proposed(tmp_path / "us.csv", f"Customer ID,Name,Phone\n{rows}")

    assert as_yaml(found)["country"] in ("US", "CA")


@pytest.mark.parametrize("phone", ["030 55512{no}", "0{no}-123-4567", "2{no} 345 678", "138-1234-56{no}"])
def test_other_national_numbers_tell_no_country(tmp_path: Path, phone: str) -> None:
    rows = "".join(f"{no},Mary {no},{phone.format(no=no)}\n" for no in range(10, 20))
    found = proposed(tmp_path / "any.csv", f"Customer ID,Name,Phone\n{rows}")

    assert "country" not in as_yaml(found)


def test_the_companys_own_mailbox_is_nobodys(tmp_path: Path) -> None:
    rows = "".join(f"{no};mia{no}@web.de;shop@firma.de;Mia;{no},50\n" for no in range(8))
    found = proposed(tmp_path / "pay.csv", f"Code;Absender E-Mail;Empfänger E-Mail;Name;Brutto\n{rows}")

    assert fields(found, "customer")["email"] == ("Absender E-Mail",)


def test_a_marketplaces_lines_have_their_products_and_addresses(tmp_path: Path) -> None:
    header = "order-id,order-item-id,purchase-date,buyer-email,sku,quantity-purchased,currency,item-price"
    header += ",ship-address-1,ship-city,ship-postal-code,ship-country"
    rows = "".join(
        f"302-{1234560 + no}-7654321,{5500 + no},2025-03-0{no}T10:01:02Z,x{no}@web.de,SKU{no % 2}"
        f",1,EUR,20.99,Hauptstr. {no},Bonn,53111,DE\n"
        for no in range(1, 9)
    )
    found = proposed(tmp_path / "orders.csv", f"{header}\n{rows}")

    line, customer = fields(found, "order_line"), fields(found, "customer")
    assert (line["product"], line["line"]) == (("sku",), ("order-item-id",))
    assert {name: customer[name] for name in ("street", "city", "postal_code", "country")} == {
        "street": ("ship-address-1",),
        "city": ("ship-city",),
        "postal_code": ("ship-postal-code",),
        "country": ("ship-country",),
    }


def test_a_column_beside_one_whose_name_goes_on_is_not_lost(tmp_path: Path) -> None:
    rows = "".join(f"z{no},Mia,Koch,zcrm_{no % 3},Acme {no % 3},x{no}@web.de\n" for no in range(9))
    found = proposed(tmp_path / "c.csv", f"Record Id,First Name,Last Name,Company.id,Company,Email\n{rows}")

    assert fields(found, "customer")["employer"] == ("Company",)


def test_an_answer_is_no_country(tmp_path: Path) -> None:
    rows = "".join(f"{no:04d}-VHVEG,Female,No,{no}\n" for no in range(10))
    found = proposed(tmp_path / "churn.csv", f"customerID,gender,Dependents,tenure\n{rows}")

    assert "country" not in as_yaml(found)
    assert "Dependents" in found.unused


def test_prices_in_euros_hide_no_encoding(tmp_path: Path) -> None:
    rows = "".join(f"K{no};Mia;{no},00 €;€ {no}\n" for no in range(10))
    found = proposed(tmp_path / "stays.csv", f"Kundennummer;Vorname;Preis;Nächte\n{rows}", "cp1252")

    assert found.reading.encoding == "cp1252"


def test_an_amount_that_differs_within_an_order_is_that_of_a_line(tmp_path: Path) -> None:
    head = "order_id,customer_id,order_date,sku,qty,total\n"
    of_lines = proposed(tmp_path / "a.csv", head + "1,7,2024-05-01,A,1,10\n1,7,2024-05-01,B,1,5\n")
    of_orders = proposed(tmp_path / "b.csv", head + "1,7,2024-05-01,A,1,15\n1,7,2024-05-01,B,1,15\n")

    assert fields(of_lines, "order")["line_total"] == ("total",)
    assert fields(of_orders, "order")["total"] == ("total",)
    assert "total" not in fields(of_orders, "order_line")


def test_yes_of_an_objection_is_no(tmp_path: Path) -> None:
    text = "id,email,opted_out,updated\n1,a@b.example,1,2024-05-01\n2,c@d.example,0,2024-05-02\n"
    [granted] = [
        it for rows in proposed(tmp_path / "x.csv", text).rows for it in rows.lines if it.name == "granted"
    ]
    assert granted.value == {"column": "opted_out", "map": {"0": "yes", "1": "no"}}


def test_rows_that_nobody_can_tell_are_proposed_nothing(tmp_path: Path) -> None:
    found = proposed(tmp_path / "x.csv", "a1,b1\nfoo,bar\n")
    assert (found.rows, found.unused) == ([], ["a1", "b1"])


def test_a_file_without_rows_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="has no rows"):
        proposed(tmp_path / "x.csv", "id,email\n")


_WORDS = st.sampled_from(
    [
        "id",
        "name",
        "E-Mail",
        "order",
        "date",
        "status",
        "price",
        "sku",
        "Kanal",
        "x y",
        "a: b",
        "[c]",
        "ü#",
        "{d}",
        "*",
        "- e",
    ]
)
_VALUES = st.sampled_from(
    ["", "1", "0012", "a@b.example", "2024-05-01", "13,50", "yes", "Köln", "'", '"q"', "# no", "{x", "*"]
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    header=st.lists(_WORDS, min_size=2, max_size=6, unique=True),
    row=st.lists(_VALUES, min_size=12, max_size=12),
)
def test_whatever_is_proposed_can_be_loaded(tmp_path: Path, header: list[str], row: list[str]) -> None:
    lines = [header, row[: len(header)], row[-len(header) :]]
    quoted = "\n".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line) for line in lines)
    try:
        found = proposed(tmp_path / "x.csv", f"{quoted}\n")
    except IngestError:
        return
    if found.rows:
        path = tmp_path / "x.yaml"
        path.write_text(mapping_text("shop", [found]), encoding="utf-8")
        there = {"_line", *(it.name for it in found.columns)}
        assert {use.column for use in load_mapping(path).files[0].columns} <= there


SOME = 60


def key_of(path: Path, header: str, rows: Sequence[Sequence[object]]) -> Line:
    """What is proposed as the key of the customers in a file."""
    text = "".join(";".join(map(str, row)) + "\n" for row in rows)
    [key] = [
        line
        for it in proposed(path, f"{header}\n{text}").rows
        if it.kind == "customer"
        for line in it.lines
        if line.name == "source_id"
    ]
    return key


def person(no: int) -> tuple[str, str, str]:
    """Given name, family name and birth date, together of one person alone."""
    first, last, _ = PEOPLE[no % 3]
    return first, last, f"{1 + no % 28:02}.03.{1950 + no % 40}"


@pytest.mark.parametrize("header", ["Ausweis", "Reservation", "Matrikel", "Qzx"])
def test_a_column_with_a_code_for_each_row_is_the_key_whatever_it_is_called(
    tmp_path: Path, header: str
) -> None:
    rows = [(*person(no), f"a{no}@b.example", f"L{no}") for no in range(SOME)]
    key = key_of(tmp_path / "x.csv", f"Vorname;Nachname;geb.;Mail;{header}", rows)
    assert key.value == header
    assert key.score < UNSURE


def test_an_email_address_is_the_key_where_nothing_else_is_and_it_says_so(tmp_path: Path) -> None:
    rows = [(*person(no), f"a{no}@b.example") for no in range(SOME)]
    key = key_of(tmp_path / "x.csv", "Vorname;Nachname;geb.;Mail", rows)
    assert key.value == "Mail"
    assert "no key is there" in key.why


def test_a_value_of_several_persons_is_never_their_key(tmp_path: Path) -> None:
    household = [(no // 2 + 100, *person(no), f"M{no}") for no in range(SOME)]
    head = "Kundennummer;Vorname;Nachname;geb."
    assert key_of(tmp_path / "a.csv", f"{head};Mitglied", household).value == "Mitglied"

    together = key_of(tmp_path / "b.csv", head, [row[:-1] for row in household])
    assert together.value == {"columns": ["Vorname", "Nachname", "geb."], "join": "|"}
    assert together.score < 0.5


def test_a_customer_number_whose_rows_are_of_one_person_stays_the_key(tmp_path: Path) -> None:
    rows = [(no // 2 + 100, *person(no // 2), f"Domweg {no}") for no in range(SOME)]
    assert (
        key_of(tmp_path / "a.csv", "Kundennummer;Vorname;Nachname;geb.;Straße", rows).value == "Kundennummer"
    )


def test_rows_without_the_number_have_their_address_for_a_key(tmp_path: Path) -> None:
    rows = [(no + 100 if no % 4 else "", *person(no), f"a{no}@b.example") for no in range(SOME)]
    key = key_of(tmp_path / "a.csv", "Kundennummer;Vorname;Nachname;geb.;Mail", rows)
    assert key.value == {"coalesce": ["Kundennummer", "Mail"]}


def test_rows_that_nothing_tells_apart_are_all_kept_by_their_lines(tmp_path: Path) -> None:
    rows = [(person(no)[0], "Köln") for no in range(SOME)]
    text = "".join(f"{first};{city}\n" for first, city in rows)
    path = tmp_path / "list.yaml"
    found = proposed(tmp_path / "list.csv", f"Vorname;Ort\n{text}")
    path.write_text(mapping_text("shop", [found], beside=tmp_path), encoding="utf-8")
    mapping = load_mapping(path)
    [(source, reading, entry)] = find_inputs(mapping)
    made = list(outcomes(open_reader(source, reading), entry, mapping.source, LineItems()))

    records = [it for outcome in made for it in outcome.entries if isinstance(it, RecordVersion)]
    assert len({it.source_id for it in records}) == SOME


@pytest.mark.parametrize("header", ["Year of birth", "Geburtsjahr", "année de naissance", "rok urodzenia"])
def test_a_year_of_birth_is_a_birth_date_unless_there_is_a_better_one(tmp_path: Path, header: str) -> None:
    year = proposed(tmp_path / "a.csv", f"id;Vorname;{header}\n1;Anna;1980\n2;Jean;1991\n")
    both = proposed(tmp_path / "b.csv", f"id;{header};geb.\n1;1980;01.02.1980\n2;1991;03.04.1991\n")

    assert fields(year, "customer")["birth_date"] == (header,)
    assert fields(both, "customer")["birth_date"] == ("geb.",)


def test_names_of_firms_alone_are_those_of_organizations(tmp_path: Path) -> None:
    firms = "Meier GmbH", "Dupont S.A.R.L.", "Rossi Ltd", "Autohaus Kern"
    persons = "Anna Meier", "Jean Dupont"
    for names, name in ((firms, "organization_name"), ((*firms, *persons), "full_name")):
        text = "".join(f"{no};{it}\n" for no, it in enumerate(names, 1))
        assert fields(proposed(tmp_path / "a.csv", f"Nr;Name\n{text}"), "customer")[name] == ("Name",)


def test_suppliers_are_whom_a_list_of_them_is_about_and_nobody_in_one_of_products(tmp_path: Path) -> None:
    listed = proposed(tmp_path / "a.csv", "VendorNo;Vendor;City\n71;Meier GmbH;Köln\n72;Rossi Ltd;Rom\n")
    goods = proposed(
        tmp_path / "b.csv", "sku;name;price;Vendor\nA1;Cup;3.50;Meier GmbH\nA2;Jug;7;Rossi Ltd\n"
    )

    own = fields(listed, "customer")
    assert (own["source_id"], own["organization_name"]) == (("VendorNo",), ("Vendor",))
    assert [rows.kind for rows in goods.rows] == ["product"]

"""What is proposed for files that nobody has seen: by words, by values, and never more than can be loaded."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import IngestError
from ingest.mapping_files.loader import load_mapping
from ingest.proposing.writing import mapping_text
from tests.ingest.proposing.proposals import PEOPLE, as_yaml, fields, proposed
from tests.support.budget import examples

PERSON = "given_name family_name birth_date phone postal_code city"


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


def test_addresses_and_birth_dates_without_a_header_are_told(tmp_path: Path) -> None:
    rows = "".join(
        f"c-{no},{first},{last},{no + 3},{last.lower()} street,{state},{1931 + 7 * no}0227\n"
        for no, (first, last, state) in enumerate(
            [
                *[(*it[:2], "nsw") for it in PEOPLE],
                *[(*it[:2], "qld") for it in PEOPLE],
                ("Ida", "Berg", "vic"),
            ]
        )
    )
    found = proposed(tmp_path / "x.csv", rows)

    address = ("house_number", "street", "region", "birth_date")
    assert found.reading.header == ("id", "given_name", "family_name", *address)
    assert as_yaml(found)["country"] == "AU"


def test_titles_above_the_header_are_skipped(tmp_path: Path) -> None:
    found = proposed(tmp_path / "x.csv", "Customers of May,,\n,,\nid,Vorname,email\n1,Anna,a@b.example\n")
    assert found.reading.skip == 2
    assert fields(found, "customer")["given_name"] == ("Vorname",)


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


@settings(
    max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
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

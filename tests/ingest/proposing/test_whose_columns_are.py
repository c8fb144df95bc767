"""Whose the columns of exports are where a row has several persons, and what is nobody's."""

from pathlib import Path

import pytest

from tests.ingest.proposing.proposals import PEOPLE, fields, people_with, proposed


@pytest.mark.parametrize(
    ("header", "own"),
    [
        ("Order ID,Attendee #,Name,Email,Buyer name,Buyer email", ("Name", "Email")),
        (
            "Ticket,Contact ID,Contact Name,Contact Email,Account Name,Account Email",
            ("Contact Name", "Contact Email"),
        ),
        ("Nr,Kundennr,Empfänger Name,Empfänger Mail,Kunde Name,Kunde Mail", ("Kunde Name", "Kunde Mail")),
    ],
)
def test_the_contacts_of_two_persons_are_never_put_together(
    tmp_path: Path, header: str, own: tuple[str, str]
) -> None:
    rows = "".join(
        f"{no},7{no},{first} {last},{mail},Pay {last},pay{no}@b.example\n"
        for no, (first, last, mail) in enumerate(PEOPLE, 1)
    )
    found = fields(proposed(tmp_path / "x.csv", f"{header}\n{rows}"), "customer")

    assert (found["full_name"], found["email"]) == ((own[0],), (own[1],))


def test_the_name_of_a_product_is_that_of_no_person(tmp_path: Path) -> None:
    rows = "".join(
        f"{no},Tea cup,Pay {last},pay{no}@b.example,{first} {last}\n"
        for no, (first, last, _) in enumerate(PEOPLE, 1)
    )
    header = "order-id,product-name,recipient-name,buyer-email,buyer-name"
    found = fields(proposed(tmp_path / "x.csv", f"{header}\n{rows}"), "customer")

    assert (found["full_name"], found["email"]) == (("buyer-name",), ("buyer-email",))


def test_the_name_beside_the_number_of_a_product_in_its_object_is_the_products(tmp_path: Path) -> None:
    event = '{{"anonymousId": "a{0}", "event": "Product Viewed", "userId": "W-10{1}7", "timestamp": '
    event += '"2024-05-0{0}T10:00:00Z", "properties": {{"product_id": "P-1{0}", "name": "Cup {0}"}}}}\n'
    rows = "".join(event.format(no, no // 2) for no in range(1, 9))
    found = proposed(tmp_path / "x.jsonl", rows)

    assert fields(found, "product")["name"] == ("properties.name",)
    assert fields(found, "product_view")["account"] == ("userId",)
    assert "full_name" not in fields(found, "customer")


def test_whose_business_a_firm_is_here_is_none_of_its_people(tmp_path: Path) -> None:
    rows = "".join(f"{no},{last} Ltd,{first} {last}\n" for no, (first, last, _) in enumerate(PEOPLE, 1))
    found = proposed(tmp_path / "x.csv", f"Record ID,Company name,Company owner\n{rows}")

    assert fields(found, "customer")["organization_name"] == ("Company name",)
    assert found.unused == ["Company owner"]


@pytest.mark.parametrize("header", ["Kunde gesperrt", "customer locked", "client actif", "email_client"])
def test_what_is_said_of_a_customer_is_no_name(tmp_path: Path, header: str) -> None:
    rows = "".join(f"{no},{first},{last},N,DE\n" for no, (first, last, _) in enumerate(PEOPLE, 1))
    found = proposed(tmp_path / "x.csv", f"Kundennummer,Vorname,Nachname,{header},Land\n{rows}")

    assert header in found.unused
    assert "full_name" not in fields(found, "customer")


def test_a_number_is_no_occupation(tmp_path: Path) -> None:
    rows = "".join(f"{no},{first},{last},{no * 11}\n" for no, (first, last, _) in enumerate(PEOPLE, 1))

    assert "Cargo" in proposed(tmp_path / "x.csv", f"IdCliente,Nombre,Apellidos,Cargo\n{rows}").unused


def test_days_to_pay_are_no_street(tmp_path: Path) -> None:
    rows = "".join(f"{no},{last},30 días\n" for no, (_, last, _) in enumerate(PEOPLE, 1))

    assert "Vencimiento" in proposed(tmp_path / "x.csv", f"id,Apellidos,Vencimiento\n{rows}").unused


def test_counts_are_no_key_where_there_are_addresses(tmp_path: Path) -> None:
    rows = "".join(f"{mail},{first},{no * 7},{no}\n" for no, (first, _, mail) in enumerate(PEOPLE, 1))
    found = fields(
        proposed(tmp_path / "x.csv", f"Courriel,Prénom,Nb ouvertures,Nb clics\n{rows}"), "customer"
    )

    assert found["source_id"] == ("Courriel",)


def test_prices_are_of_lines_and_totals_of_orders_gross_or_not(tmp_path: Path) -> None:
    rows = "".join(f"B{no // 2},K{no // 2},1.5.2024,A{no},2,{no},50,{no * 2 + 1},00\n" for no in range(8))
    rows = rows.replace(",50,", ".50,").replace(",00\n", ".00\n")
    header = "Bestellnummer,Kundennr,Bestelldatum,Artikelnummer,Menge,Einzelpreis brutto,Gesamtpreis brutto"
    found = proposed(tmp_path / "b.csv", f"{header}\n{rows}")

    assert fields(found, "order_line")["price"] == ("Einzelpreis brutto",)
    assert fields(found, "order")["line_total"] == ("Gesamtpreis brutto",)


def test_web_events_are_of_visitors_at_the_exacter_time(tmp_path: Path) -> None:
    rows = "".join(
        f"2024050{no},171455520{no}123456,page_view,{'u7' if no % 2 else ''},12{no % 3}.17,https://s.example/{no}\n"
        for no in range(1, 9)
    )
    header = "event_date,event_timestamp,event_name,user_id,user_pseudo_id,page_location"
    found = fields(proposed(tmp_path / "ga.csv", f"{header}\n{rows}"), "page_view")

    assert (found["source_id"], found["at"]) == (("user_pseudo_id",), ("event_timestamp",))
    assert found["account"] == ("user_id",)


def test_a_few_words_in_many_rows_are_no_names(tmp_path: Path) -> None:
    rows = "".join(f"{no},{no % 30},{('Police', 'Witness', 'Anna Meier')[no % 3]}\n" for no in range(100))

    assert "reported_by" in proposed(tmp_path / "x.csv", f"nr,customer_id,reported_by\n{rows}").unused


def test_the_second_line_of_an_address_is_no_street(tmp_path: Path) -> None:
    rows = "".join(f"{mail},Domweg {no},Floor {no}\n" for no, (_, _, mail) in enumerate(PEOPLE, 1))
    found = fields(proposed(tmp_path / "x.csv", f"email,Address 1,Address Line 2\n{rows}"), "customer")

    taken = [columns for name in ("street", "address_text") for columns in found.get(name, ())]
    assert taken == ["Address 1"]


def test_persons_with_an_id_have_it_for_a_key_before_numbers_of_something_else(tmp_path: Path) -> None:
    rows = "".join(
        f"00Q{no},003{no},{first},{last},{no + 90}\n" for no, (first, last, _) in enumerate(PEOPLE)
    )
    header = "id,converted_contact_id,first_name,last_name,lead_number_c"
    found = fields(proposed(tmp_path / "x.csv", f"{header}\n{rows}"), "customer")

    assert found["source_id"] == ("id",)


def test_a_list_for_one_concert_holds_no_events_of_a_site(tmp_path: Path) -> None:
    rows = "".join(f"{first},{last},57,9/2{no}/24,8:00 PM\n" for no, (first, last, _) in enumerate(PEOPLE))
    found = proposed(tmp_path / "x.csv", f"First,Last,Event ID,Event Date,Event Time\n{rows}")

    assert [it.kind for it in found.rows] == ["customer"]


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ("Ilvana,ilvana.costa@x.pt Ruzela,ruzela_pinto7@x.pt", "given_name"),
        ("Costa,ilvana.costa@x.pt Pinto,ruzelapinto@x.pt", "full_name"),
        ("Costa,costa.maria@x.pt Pinto,pinto_rosa7@x.pt", "full_name"),
        ("Ilvana;Costa,ilvana.costa@x.pt Ruzela;Pinto,ruzela_pinto7@x.pt", "full_name"),
        ("Ana, José;Maria, Rosa, Marta, Luis, Clara,", "given_name"),
        ("Ana;Costa, José;Pinto, Pedro;Reis, Rosa;Dias, Marta;Melo,", "full_name"),
    ],
)
def test_a_name_alone_is_a_given_one_where_addresses_go_on_or_most_are_known(
    tmp_path: Path, rows: str, field: str
) -> None:
    told = 3 * rows.split(" ")
    lines = "".join(f"K{no},{row.replace(';', ' ')}\n" for no, row in enumerate(told))
    found = fields(proposed(tmp_path / "x.csv", f"codigo,nome,email\n{lines}"), "customer")

    assert (found.keys() & {"given_name", "full_name"}, found[field]) == ({field}, ("nome",))


@pytest.mark.parametrize(
    ("header", "value", "street"),
    [
        (
            "adresa",
            "Aleea Zorilor",
            "adresa",
        ),  # lines without a number, in a language of which no street is known
        ("adresa", "ana#@x.ro", None),
        ("adresa", "Zorilor#", None),
    ],
)
def test_lines_under_an_address_are_one_in_whatever_language(
    tmp_path: Path, header: str, value: str, street: str | None
) -> None:
    rows = "".join(f"K{no},Pop{no},Ana,{value.replace('#', 'abc'[no])},40000{no},Iernut\n" for no in range(3))
    text = f"cod_client,nume,prenume,{header},cod_postal,oras\n{rows}"
    found = fields(proposed(tmp_path / "x.csv", text), "customer")

    assert (found["family_name"], found["given_name"]) == (("nume",), ("prenume",))
    assert found.get("street") == (street and (street,))


@pytest.mark.parametrize(
    ("pattern", "field"),
    [("{name}.{desk}@x.example", "full_name"), ("{name}.{family}@x.example", "given_name")],
)
def test_names_before_the_desks_of_firms_are_no_given_ones(tmp_path: Path, pattern: str, field: str) -> None:
    names = ("Bosch", "Miele", "Henkel", "Vaillant", "Stihl", "Knauf")
    desks, families = ("info", "kontakt", "office"), ("ottmann", "kernig", "vosskamp")
    rows = "".join(
        f"{at},{name},{pattern.format(name=name.lower(), desk=desks[at % 3], family=families[at % 3])}\n"
        for at, name in enumerate(names)
    )
    found = fields(proposed(tmp_path / "x.csv", f"nr,name,email\n{rows}"), "customer")

    assert found.get(field) == ("name",)


@pytest.mark.parametrize(
    "header",
    [
        "e-mail opiekuna prawnego",
        "Vårdnadshavares e-post",
        "Epost foresatte",
        "Huoltajan sähköposti",
        "E-mail ouder",
        "E-mail do encarregado",
        "Электронная почта законного представителя",
        "保護者メール",
    ],
)
def test_the_address_of_a_guardian_is_not_the_childs(tmp_path: Path, header: str) -> None:
    rows = people_with(header, "parent@family#.example")

    assert fields(proposed(tmp_path / "x.csv", rows), "customer")["email"] == ("email",)


@pytest.mark.parametrize(
    "header",
    ["Användarnamn", "Brugernavn", "Käyttäjätunnus", "Nazwa użytkownika", "Kullanıcı Adı", "ユーザー名"],
)
def test_the_name_of_a_user_is_no_persons(tmp_path: Path, header: str) -> None:
    rows = people_with(header, "user#x")

    assert "full_name" not in fields(proposed(tmp_path / "x.csv", rows), "customer")


@pytest.mark.parametrize(
    "header", ["Hemtelefonnummer", "Kotipuhelin", "Telefon domowy", "Домашний телефон", "自宅電話"]
)
def test_the_telephone_of_a_home_is_one(tmp_path: Path, header: str) -> None:
    rows = people_with(header, "+49 30 90182#0#")
    found = fields(proposed(tmp_path / "x.csv", rows), "customer")

    assert found["phone"] == (header,)
    assert found["source_id"] != (header,)


@pytest.mark.parametrize("header", ["PROVINCIA_NASCITA", "Geburtsland", "Country of birth"])
def test_where_somebody_was_born_is_no_part_of_the_address(tmp_path: Path, header: str) -> None:
    found = fields(proposed(tmp_path / "x.csv", people_with(header, "IT")), "customer")

    assert {"region", "country"}.isdisjoint(found)


def test_what_a_course_is_called_is_nobodys_given_name(tmp_path: Path) -> None:
    found = proposed(tmp_path / "x.csv", people_with("旧コース名", "Go #"))

    assert fields(found, "customer")["given_name"] == ("firstname",)


def test_a_word_before_the_capitals_of_all_headers_says_nothing_of_each(tmp_path: Path) -> None:
    header = "saleCustomerNumber,saleReference,saleDate,saleCurrency,saleTotal,saleShippingCosts"
    rows = "".join(f"C{no % 7},R-{no},2026-03-0{no % 9 + 1},EUR,{no}.50,4.90\n" for no in range(10, 40))
    found = fields(proposed(tmp_path / "x.csv", f"{header}\n{rows}"), "order")

    assert found["source_id"] == ("saleCustomerNumber",)
    assert found["number"] == ("saleReference",)
    assert found["total"] == ("saleTotal",)


@pytest.mark.parametrize("marked", ["{} L", "{}_R", "L {}", "K-{}"])
def test_what_headers_say_again_with_a_mark_is_of_something_else(tmp_path: Path, marked: str) -> None:
    parts = ("Straße", "PLZ", "Ort")
    headers = ";".join((*parts, *(marked.format(part) for part in (*parts, "Name", "Bundesland"))))
    home, store = ("Am Markt #", "1011#", "Berlin"), ("Torweg 3#", "8033#", "München", "Eva #", "Bayern")
    found = fields(proposed(tmp_path / "x.csv", people_with(headers, *home, *store)), "customer")

    assert (found["street"], found["postal_code"], found["city"]) == tuple((part,) for part in parts)
    assert {"region", "full_name"}.isdisjoint(found)


def test_who_receives_the_goods_has_no_part_in_the_name_of_who_has_one(tmp_path: Path) -> None:
    headers = "delivery_name;delivery_street;delivery_postcode;delivery_city"
    rows = people_with(headers, "Eva Kern #", "Am Markt #", "1011#", "Berlin")
    found = fields(proposed(tmp_path / "x.csv", rows), "customer")

    assert (found["given_name"], found["city"]) == (("firstname",), ("delivery_city",))
    assert "full_name" not in found


@pytest.mark.parametrize("first", ["初回予約日", "Erste Bestellung am", "Premier achat le"])
def test_when_somebody_first_bought_is_not_when_the_row_was_stated(tmp_path: Path, first: str) -> None:
    found = fields(proposed(tmp_path / "x.csv", people_with(first, "2024-05-0#")), "customer")

    assert "observed_at" not in found


def test_headers_in_brackets_are_no_json(tmp_path: Path) -> None:
    rows = "".join(f"C{no};{first};{last};{mail}\n" for no, (first, last, mail) in enumerate(PEOPLE, 1))
    found = fields(proposed(tmp_path / "x.csv", f"[CODE];[FIRSTNAME];[SURNAME];[EMAIL]\n{rows}"), "customer")

    assert (found["given_name"], found["email"]) == (("[FIRSTNAME]",), ("[EMAIL]",))


def test_a_few_names_of_something_unknown_are_not_the_guests(tmp_path: Path) -> None:
    rows = "".join(f"{no},Block {no % 2},{first} Kern{chr(65 + no)}\n" for no, first in enumerate(_GUESTS, 1))
    found = fields(proposed(tmp_path / "x.csv", f"Reservation ID,Block Name,Guest Name\n{rows}"), "customer")

    assert found["full_name"] == ("Guest Name",)


_GUESTS = ("Anna", "Jean", "Maria", "Peter", "Eva", "Tom", "Nina", "Hans", "Olga", "Luis", "Mia", "Jan")


@pytest.mark.parametrize("header", ["Property Title", "Slide title"])
def test_what_something_is_called_is_no_occupation(tmp_path: Path, header: str) -> None:
    found = fields(proposed(tmp_path / "x.csv", people_with(header, "Sea View")), "customer")

    assert "occupation" not in found


def test_commissions_are_no_fees_of_contracts(tmp_path: Path) -> None:
    header = "Policy Number,Policy Holder Name,Start Date,End Date,Commission Rate,Commission Amount"
    rows = "".join(
        f"P{no},{first} {last},2026-01-0{no},2027-01-0{no},0.1{no},8.{no}0\n"
        for no, (first, last, _) in enumerate(PEOPLE, 1)
    )
    found = fields(proposed(tmp_path / "x.csv", f"{header}\n{rows}"), "contract")

    assert found["number"] == ("Policy Number",)
    assert "monthly_fee" not in found


def test_the_material_of_chinese_sales_is_a_product(tmp_path: Path) -> None:
    header = "销售订单号,客户编号,出库日期,物料编码,数量"
    rows = "".join(f"S{no},C{no % 3},2026-01-{no:02},W{no % 4},{no % 5 + 1}\n" for no in range(1, 25))
    found = fields(proposed(tmp_path / "x.csv", f"{header}\n{rows}"), "order_line")

    assert (found["product"], found["quantity"]) == (("物料编码",), ("数量",))

"""Files as strangers keep them: rooms, floors, additions, several numbers in a cell, signs of currencies."""

from pathlib import Path

import pytest

from ingest.proposing.meaning.looks import TESTS
from tests.ingest.proposing.proposals import PEOPLE, as_yaml, fields, proposed


def _values(text: str, path: Path, kind: str) -> dict[str, object]:
    """What feeds each field of a kind."""
    found = proposed(path / "x.csv", text)
    return {line.name: line.value for rows in found.rows if rows.kind == kind for line in rows.lines}


def _file(headers: str, *cells: str) -> str:
    """A row for each person: given name, family name and address, and cells with their number for `#`."""
    rows = [
        ";".join([*person, *(cell.replace("#", str(place)) for cell in cells)])
        for place, person in enumerate(PEOPLE, start=1)
    ]
    return "\n".join([f"firstname;lastname;email;{headers}", *rows, ""])


def test_a_number_beside_the_street_is_that_of_the_house(tmp_path: Path) -> None:
    text = _file("Endereço;Número;CEP;Cidade", "Rua da Bahia", "1#", "30130-01#", "Belo Horizonte")

    assert _values(text, tmp_path, "customer")["house_number"] == "Número"


def test_additions_of_house_numbers_stand_behind_them(tmp_path: Path) -> None:
    text = _file("Straat;Huisnr;Toevoeging;Postcode", "Kerklaan", "7#", "A", "101#AB")

    assert _values(text, tmp_path, "customer")["house_number"] == {
        "columns": ["Huisnr", "Toevoeging"],
        "join": " ",
    }


def test_a_room_is_the_key_of_nobody(tmp_path: Path) -> None:
    rows = "".join(
        f"{name};{200 + place}\n" for place, name in enumerate(["Anna Meier", "Jean Dupont", "Eva Kern"])
    )

    assert _values(f"Gast;Zimmer\n{rows}", tmp_path, "customer")["source_id"] != "Zimmer"


def test_a_column_of_letters_has_no_names(tmp_path: Path) -> None:
    found = proposed(
        tmp_path / "x.csv",
        "Student No;Student Name;Section\n11;Anna Meier;A\n12;Jean Dupont;B\n13;Eva Kern;C\n",
    )

    assert fields(found, "customer")["full_name"] == ("Student Name",)
    assert "given_name" not in fields(found, "customer")


def test_a_key_has_values_where_orders_have_numbers(tmp_path: Path) -> None:
    rows = "".join(f"T-{place};2024-05-0{place};1{place},50;a{place}@b.example;\n" for place in range(1, 6))

    assert (
        _values(f"Order No;Order date;Total;Email;Customer No\n{rows}", tmp_path, "order")["source_id"]
        != "Customer No"
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("12#,50 zł", "PLN"),
        ("R$ 12#,50", "BRL"),
        ("1.23#,00 TL", "TRY"),
        ("12#.50 USD", "USD"),
        ("$12#.50", None),
    ],
)
def test_the_sign_beside_all_amounts_is_the_currency(tmp_path: Path, written: str, code: str | None) -> None:
    text = _file("Order No;Order date;Total", "T-#", "2024-05-0#", written)

    found = _values(text, tmp_path, "order")
    assert found["total"] == "Total"
    assert found.get("currency") == (code and {"const": code})


def test_reservations_are_orders_and_arrival_is_when(tmp_path: Path) -> None:
    text = _file("Reservation No;Arrival;Amount", "R-#", "2024-05-0#", "100")

    assert _values(text, tmp_path, "order")["ordered_at"] == "Arrival"


def test_home_is_taken_before_business(tmp_path: Path) -> None:
    address = ("Street#", "Ulm", "8907#")
    text = _file(
        "Business Street;Business City;Business Postal Code;Home Street;Home City;Home Postal Code",
        *address,
        *address,
    )

    assert _values(text, tmp_path, "customer")["street"] == "Home Street"


@pytest.mark.parametrize("text", ["600 11 22 33 / 915 55 44 33", "611223344 (trabajo)", "98765 43210"])
def test_what_may_be_dialled(text: str) -> None:
    assert TESTS["dialable"](text)


@pytest.mark.parametrize("text", ["no tiene", "Apartment 12", "12345", "call 12 times at 3 or 4"])
def test_what_cannot_be_dialled(text: str) -> None:
    assert not TESTS["dialable"](text)


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Emergency Phone", "(312) 555-010#"),
        ("Notfallkontakt", "Eva Kern"),
        ("Spouse", "Eva Kern"),
        ("User 1", "VIP"),
    ],
)
def test_what_belongs_to_somebody_else_or_to_anything_is_left_out(
    tmp_path: Path, header: str, cell: str
) -> None:
    found = proposed(tmp_path / "x.csv", _file(header, cell))

    assert header in found.unused


@pytest.mark.parametrize("header", ["Línea", "Linea", "Line"])
def test_a_line_with_numbers_to_dial_is_a_phone(tmp_path: Path, header: str) -> None:
    text = _file(f"{header};CP;Estado", "551234560#", "0600#", "Jalisco")

    assert _values(text, tmp_path, "customer")["phone"] == header


@pytest.mark.parametrize("header", ["Line;Product;Qty", "Linea;Articulo;Cantidad", "Linea;Descuento;Importe"])
def test_a_line_of_an_order_is_no_phone_whatever_its_numbers(tmp_path: Path, header: str) -> None:
    text = _file(header, "551234560#", "P-0#", "#.50")

    assert "phone" not in _values(text, tmp_path, "customer")


@pytest.mark.parametrize("header", ["Created;Last seen", "First seen;Last seen", "Last visit;First visit"])
def test_when_somebody_was_seen_last_is_when_this_was_so_whatever_stands_first(
    tmp_path: Path, header: str
) -> None:
    text = _file(header, "2024-05-0#", "2025-05-0#")

    assert _values(text, tmp_path, "customer")["observed_at"].startswith("Last")


@pytest.mark.parametrize("header", ["Meeting Date", "Date of appointment", "Fecha cita"])
def test_when_somebody_is_met_is_not_when_this_was_so(tmp_path: Path, header: str) -> None:
    assert "observed_at" not in _values(_file(header, "2024-05-0#"), tmp_path, "customer")


def test_the_number_of_an_insured_person_is_that_of_no_contract(tmp_path: Path) -> None:
    text = _file("Krankenkasse;Versicherungsnummer", "AOK", "A12345678#")

    assert _values(text, tmp_path, "contract") == {}


@pytest.mark.parametrize("header", ["customer_1,amount,date", "user_1,device,last_seen"])
def test_a_number_joined_to_a_word_is_no_free_field(tmp_path: Path, header: str) -> None:
    rows = "".join(f"k{at}x,d{at}y9,2024-05-0{at}\n" for at in range(1, 6))

    assert _values(f"{header}\n{rows}", tmp_path, "customer")["source_id"] == header.partition(",")[0]


def test_a_numbered_customer_beside_a_numbered_address_has_a_name(tmp_path: Path) -> None:
    rows = "".join(f"{given} {family},{mail}\n" for given, family, mail in PEOPLE)

    assert _values(f"Customer 1,Email 1\n{rows}", tmp_path, "customer")["full_name"] == "Customer 1"


def test_when_somebody_was_seen_is_no_time_of_a_consent(tmp_path: Path) -> None:
    text = _file("first_seen;newsletter", "2024-05-0#", "yes")

    assert _values(text, tmp_path, "consent") == {}
    assert _values(text, tmp_path, "customer")["observed_at"] == "first_seen"


def test_policies_are_contracts_with_their_product_and_premium(tmp_path: Path) -> None:
    text = _file(
        "VSNR;Produkt;Beginn;Ablauf;Beitrag", "VS-#", "Hausrat Plus", "01.05.202#", "01.05.203#", "19,90"
    )

    found = _values(text, tmp_path, "contract")
    assert (found["number"], found["product"], found["starts_at"]) == ("VSNR", "Produkt", "Beginn")
    assert (found["ends_at"], found["monthly_fee"]) == ("Ablauf", "Beitrag")


def test_an_extended_price_is_the_amount_of_a_line(tmp_path: Path) -> None:
    text = _file(
        "Invoice;Invoice Date;Part No;Qty;Price;Ext Price", "55", "2024-05-01", "P-00#", "2", "10.5#", "21.1#"
    )

    found = _values(text, tmp_path, "order_line")
    assert (found["product"], found["price"]) == ("Part No", "Price")
    assert _values(text, tmp_path, "order")["line_total"] == "Ext Price"


def test_those_who_are_invited_to_a_meeting_are_the_persons(tmp_path: Path) -> None:
    rows = "".join(
        f"Dana Host,dana@host.example,u-{place},{given} {family},{mail},2024-05-0{place} 10:00\n"
        for place, (given, family, mail) in enumerate(PEOPLE, start=1)
    )
    headers = "User Name,User Email,Invitee UUID,Invitee Name,Invitee Email,Event Created Date & Time"
    found = _values(f"{headers}\n{rows}", tmp_path, "customer")

    assert (found["full_name"], found["email"]) == ("Invitee Name", "Invitee Email")
    assert found["source_id"] == "Invitee UUID"


def test_attendees_of_one_order_are_several_persons(tmp_path: Path) -> None:
    rows = "".join(
        f"T{place // 2},2024-05-0{place},{given},{family},{mail},25.00\n"
        for place, (given, family, mail) in enumerate(PEOPLE, start=1)
    )
    headers = "Order ID,Order date,Attendee first name,Attendee last name,Attendee email,Ticket price"

    assert _values(f"{headers}\n{rows}", tmp_path, "customer")["source_id"] == "Attendee email"


@pytest.mark.parametrize(
    "header",
    [
        "Carimbo de data/hora",
        "Marca temporal",
        "Отметка времени",
        "タイムスタンプ",
        "Zaman damgası",
        "Zeitstempel",
    ],
)
def test_the_time_of_an_answer_to_a_form_is_when_it_was_stated(tmp_path: Path, header: str) -> None:
    text = _file(header, "0#/07/2024 10:00:00")

    assert _values(text, tmp_path, "customer")["observed_at"] == header


def test_a_japanese_order_with_billing_and_shipping(tmp_path: Path) -> None:
    headers = (
        "注文番号,メールアドレス,支払い状況,注文日時,商品数量,商品名,商品価格,商品SKU,請求先氏名,請求先住所"
    )
    rows = "".join(
        f"#100{no},k{no}@b.example,paid,2024-05-0{no} 10:00,1,皿,300,SKU-{no},{name} 花子,桜丘町{no}-2\n"
        for no, name in enumerate(("佐藤", "鈴木", "高橋", "田中", "伊藤"), start=1)
    )
    text = f"{headers}\n{rows}"

    customer, line = _values(text, tmp_path, "customer"), _values(text, tmp_path, "order_line")
    assert (customer["full_name"], customer["street"]) == ("請求先氏名", "請求先住所")
    assert (line["product"], line["quantity"], line["price"]) == ("商品SKU", "商品数量", "商品価格")
    assert _values(text, tmp_path, "product")["name"] == "商品名"
    assert _values(text, tmp_path, "order")["status"] == "支払い状況"


def test_addresses_on_two_lines_are_addresses(tmp_path: Path) -> None:
    rows = "".join(f'K{place};"Hauptstr. {place}\n8033{place} München"\n' for place in range(1, 6))
    found = proposed(tmp_path / "x.csv", f"Kundennr;Anschrift\n{rows}")

    assert fields(found, "customer")["address_text"] == ("Anschrift",)
    assert as_yaml(found)["files"]


def test_a_packaged_mapping_is_told_the_order_of_dates(tmp_path: Path) -> None:
    headers = "Date,Time,TimeZone,Name,Gross,Fee,Net,From Email Address,To Email Address,Transaction ID"
    rows = "".join(
        f"09/1{place}/2024,10:00:00,PDT,Anna Meier,5.00,0,5.00,a@b.example,c@d.example,T{place},Credit\n"
        for place in range(3, 6)
    )
    found = proposed(tmp_path / "Download.csv", f"{headers},Balance Impact\n{rows}")

    assert found.packaged == "paypal-activity"
    assert as_yaml(found)["dates"] == "MDY"


def test_a_contact_with_numbers_to_dial_is_a_phone(tmp_path: Path) -> None:
    rows = "".join(
        f"HM{no},Past guest,{given} {family},+1 312-555-100{no},2024-03-0{no},$25{no}.00\n"
        for no, (given, family, _) in enumerate(PEOPLE, start=1)
    )
    text = f"Confirmation code,Status,Guest name,Contact,Booked,Earnings\n{rows}"

    order = _values(text, tmp_path, "order")
    assert _values(text, tmp_path, "customer")["phone"] == "Contact"
    assert (order["number"], order["ordered_at"], order["total"]) == (
        "Confirmation code",
        "Booked",
        "Earnings",
    )


def test_names_of_products_stay_beside_two_persons(tmp_path: Path) -> None:
    rows = "".join(
        f"L{no},{no},b{no},김민준,이서연,88{no},머그컵,1,1200{no},2024-03-0{no} 10:00,010-1234-500{no}\n"
        for no in range(1, 7)
    )
    headers = (
        "상품주문번호,주문번호,구매자ID,구매자명,수취인명,상품번호,상품명,수량,상품가격,결제일,구매자연락처"
    )
    text = f"{headers}\n{rows}"

    assert _values(text, tmp_path, "customer")["full_name"] == "구매자명"
    assert _values(text, tmp_path, "product")["name"] == "상품명"
    assert as_yaml(proposed(tmp_path / "y.csv", text))["country"] == "KR"


def test_the_brand_of_a_card_is_that_of_no_product(tmp_path: Path) -> None:
    text = _file("Plan;Card Brand;Currency", "pro", "Visa", "usd")

    assert _values(text, tmp_path, "product") == {}

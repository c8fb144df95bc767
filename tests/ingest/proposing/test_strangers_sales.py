"""Files of sales as strangers keep them: orders, their lines, contracts and signs of currencies."""

from pathlib import Path

import pytest

from tests.ingest.proposing.proposals import PEOPLE, as_yaml, fields, people_with, proposed, values_of


def test_a_key_has_values_where_orders_have_numbers(tmp_path: Path) -> None:
    rows = "".join(f"T-{place};2024-05-0{place};1{place},50;a{place}@b.example;\n" for place in range(1, 6))

    assert (
        values_of(f"Order No;Order date;Total;Email;Customer No\n{rows}", tmp_path, "order")["source_id"]
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
    text = people_with("Order No;Order date;Total", "T-#", "2024-05-0#", written)

    found = values_of(text, tmp_path, "order")
    assert found["total"] == "Total"
    assert found.get("currency") == (code and {"const": code})


def test_reservations_are_orders_and_arrival_is_when(tmp_path: Path) -> None:
    text = people_with("Reservation No;Arrival;Amount", "R-#", "2024-05-0#", "100")

    assert values_of(text, tmp_path, "order")["ordered_at"] == "Arrival"


@pytest.mark.parametrize("header", ["Line;Product;Qty", "Linea;Articulo;Cantidad", "Linea;Descuento;Importe"])
def test_a_line_of_an_order_is_no_phone_whatever_its_numbers(tmp_path: Path, header: str) -> None:
    text = people_with(header, "551234560#", "P-0#", "#.50")

    assert "phone" not in values_of(text, tmp_path, "customer")


def test_policies_are_contracts_with_their_product_and_premium(tmp_path: Path) -> None:
    text = people_with(
        "VSNR;Produkt;Beginn;Ablauf;Beitrag", "VS-#", "Hausrat Plus", "01.05.202#", "01.05.203#", "19,90"
    )

    found = values_of(text, tmp_path, "contract")
    assert (found["number"], found["product"], found["starts_at"]) == ("VSNR", "Produkt", "Beginn")
    assert (found["ends_at"], found["monthly_fee"]) == ("Ablauf", "Beitrag")


def test_an_extended_price_is_the_amount_of_a_line(tmp_path: Path) -> None:
    text = people_with(
        "Invoice;Invoice Date;Part No;Qty;Price;Ext Price", "55", "2024-05-01", "P-00#", "2", "10.5#", "21.1#"
    )

    found = values_of(text, tmp_path, "order_line")
    assert (found["product"], found["price"]) == ("Part No", "Price")
    assert values_of(text, tmp_path, "order")["line_total"] == "Ext Price"


def test_attendees_of_one_order_are_several_persons(tmp_path: Path) -> None:
    rows = "".join(
        f"T{place // 2},2024-05-0{place},{given},{family},{mail},25.00\n"
        for place, (given, family, mail) in enumerate(PEOPLE, start=1)
    )
    headers = "Order ID,Order date,Attendee first name,Attendee last name,Attendee email,Ticket price"

    assert values_of(f"{headers}\n{rows}", tmp_path, "customer")["source_id"] == "Attendee email"


def test_a_japanese_order_with_billing_and_shipping(tmp_path: Path) -> None:
    headers = (
        "注文番号,メールアドレス,支払い状況,注文日時,商品数量,商品名,商品価格,商品SKU,請求先氏名,請求先住所"
    )
    rows = "".join(
        f"#100{no},k{no}@b.example,paid,2024-05-0{no} 10:00,1,皿,300,SKU-{no},{name} 花子,桜丘町{no}-2\n"
        for no, name in enumerate(("佐藤", "鈴木", "高橋", "田中", "伊藤"), start=1)
    )
    text = f"{headers}\n{rows}"

    customer, line = values_of(text, tmp_path, "customer"), values_of(text, tmp_path, "order_line")
    assert (customer["full_name"], customer["street"]) == ("請求先氏名", "請求先住所")
    assert (line["product"], line["quantity"], line["price"]) == ("商品SKU", "商品数量", "商品価格")
    assert values_of(text, tmp_path, "product")["name"] == "商品名"
    assert values_of(text, tmp_path, "order")["status"] == "支払い状況"


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

    order = values_of(text, tmp_path, "order")
    assert values_of(text, tmp_path, "customer")["phone"] == "Contact"
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

    assert values_of(text, tmp_path, "customer")["full_name"] == "구매자명"
    assert values_of(text, tmp_path, "product")["name"] == "상품명"
    assert as_yaml(proposed(tmp_path / "y.csv", text))["country"] == "KR"


def test_the_brand_of_a_card_is_that_of_no_product(tmp_path: Path) -> None:
    text = people_with("Plan;Card Brand;Currency", "pro", "Visa", "usd")

    assert values_of(text, tmp_path, "product") == {}


def test_messages_are_known_by_their_own_number_before_that_of_an_event(tmp_path: Path) -> None:
    """Amplitude counts the events of each device, and gives each a number of its own to know it again."""
    rows = "".join(f"{at},2024-01-0{at} 10:00:00,Played,u{at},a{at}f-{at}7c\n" for at in range(1, 8))
    header = "event_id,event_time,event_type,user_id"
    both = proposed(tmp_path / "x.csv", f"{header},$insert_id\n{rows}")
    alone = proposed(tmp_path / "y.csv", f"{header},note\n{rows}")

    assert fields(both, "event")["message_id"] == ("$insert_id",)
    assert fields(alone, "event")["message_id"] == ("event_id",)

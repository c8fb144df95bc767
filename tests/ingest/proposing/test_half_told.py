"""What rows are is known without one of the headers that tell it: one that nobody understands takes no others
with it."""

from pathlib import Path

import pytest

from ingest.proposing.meaning.answers import agreed
from tests.ingest.proposing.proposals import fields, proposed

_UNKNOWN = "Xqzv"
_FILES = {
    "invoices": """\
Rechnungsnummer;Rechnungsdatum;Fällig;Kundennummer;Kunde;Netto;Brutto;Währung
RE-901;03.01.2025;17.01.2025;12;Eva Kern;100,00;119,00;EUR
RE-902;05.01.2025;19.01.2025;7;Jan Roth;200,50;238,60;EUR
RE-903;11.02.2025;25.02.2025;12;Eva Kern;10,00;11,90;EUR
RE-904;20.02.2025;06.03.2025;3;Uwe Lang;12,00;14,28;EUR
""",
    "lines": """\
Order number;Ordered;Name;Email;Product;Quantity;Price
X70;2025-01-03;Eva Kern;eva@web.example;Cup;1;9.90
X70;2025-01-03;Eva Kern;eva@web.example;Plate;4;12.50
X71;2025-01-06;Jan Roth;jan@web.example;Cup;2;9.90
X72;2025-01-09;Uwe Lang;uwe@web.example;Lamp;1;49.00
X72;2025-01-09;Uwe Lang;uwe@web.example;Cup;2;9.90
X73;2025-02-01;Ida Merz;ida@web.example;Plate;1;12.50
X74;2025-02-03;Ida Merz;ida@web.example;Plate;2;12.50
""",
    "donations": """\
Name;Email;Amount;Currency;Given at;Receipt Id
Eva Kern;eva@web.example;20.00;usd;12/24/2024 09:33 AM;R5000
Jan Roth;jan@web.example;35.50;usd;12/27/2024 12:22 PM;R5001
Uwe Lang;uwe@web.example;10.00;usd;01/13/2025 02:05 PM;R5002
Ida Merz;ida@web.example;15.25;usd;01/20/2025 08:41 PM;R5003
""",
    "policies": """\
Policy Number;Insured Name;Email;Inception Date;Expiry Date;Premium;Status
UP-900;Eva Kern;eva@web.example;2024-02-13;2025-02-12;120.00;active
UP-901;Jan Roth;jan@web.example;2024-03-01;2025-02-28;80.50;expired
UP-902;Uwe Lang;uwe@web.example;2024-05-20;2025-05-19;99.00;active
UP-903;Ida Merz;ida@web.example;2024-07-04;2025-07-03;45.25;lapsed
""",
    "tickets": """\
Ticket ID;Requester;Email;Subject;Priority;Opened
T-900;Eva Kern;eva@web.example;The lamp does not light any more;High;2025-02-13 08:00
T-901;Jan Roth;jan@web.example;Where is the parcel of last week;Low;2025-02-14 09:30
T-902;Uwe Lang;uwe@web.example;Please send me the bill once more;Low;2025-02-20 17:10
T-903;Ida Merz;ida@web.example;Two plates of the set are broken;High;2025-03-01 11:45
""",
    "reviews": """\
Name;Email;Rating;Reviewed at;Comment
Eva Kern;eva@web.example;5;2025-02-13;It came fast and works well
Jan Roth;jan@web.example;2;2025-02-14;The plate had a crack in it
Uwe Lang;uwe@web.example;4;2025-02-20;Good but a little too dear
Ida Merz;ida@web.example;1;2025-03-01;Nobody answered my two letters
""",
}


def _without(file: str, header: str) -> str:
    first, rows = _FILES[file].split("\n", 1)
    return ";".join(_UNKNOWN if it == header else it for it in first.split(";")) + "\n" + rows


@pytest.mark.parametrize(
    ("file", "header", "kind", "field"),
    [
        ("invoices", "Rechnungsnummer", "order", "number"),
        ("invoices", "Rechnungsdatum", "order", "ordered_at"),
        ("invoices", "Brutto", "order", "total"),
        ("lines", "Order number", "order", "number"),
        ("lines", "Order number", "order_line", "order"),
        ("lines", "Quantity", "order_line", "quantity"),
        ("donations", "Given at", "order", "ordered_at"),
        ("donations", "Amount", "order", "total"),
        ("policies", "Inception Date", "contract", "starts_at"),
        ("policies", "Expiry Date", "contract", "ends_at"),
        ("policies", "Premium", "contract", "monthly_fee"),
        ("policies", "Status", "contract", "status"),
        ("tickets", "Ticket ID", "ticket", "number"),
        ("tickets", "Opened", "ticket", "opened_at"),
        ("tickets", "Subject", "ticket", "subject"),
        ("reviews", "Reviewed at", "survey_answer", "answered_at"),
        ("reviews", "Comment", "survey_answer", "comment"),
    ],
)
def test_a_kind_is_known_without_a_header(
    tmp_path: Path, file: str, header: str, kind: str, field: str
) -> None:
    found = proposed(tmp_path / "x.csv", _without(file, header))

    assert fields(found, kind)[field] == (_UNKNOWN,)


@pytest.mark.parametrize(
    "text",
    [
        # patrons: an amount that is none of an order, and no number
        "Name;Email;Lifetime Amount;Pledge Amount;Xqzv;Currency\n"
        "Eva Kern;eva@web.example;120.00;5.00;2025-02-13;USD\n"
        "Jan Roth;jan@web.example;80.50;2.50;2025-03-01;USD\n"
        "Uwe Lang;uwe@web.example;99.00;10.00;2025-05-20;USD\n"
        "Ida Merz;ida@web.example;45.25;5.00;2025-07-04;USD\n",
        # customers: what they spent in all, and when they came
        "Customer number;Name;Email;Total Spent;Orders;Xqzv\n"
        "12;Eva Kern;eva@web.example;120.00;5;2025-02-13\n"
        "7;Jan Roth;jan@web.example;80.50;2;2025-03-01\n"
        "3;Uwe Lang;uwe@web.example;99.00;1;2025-05-20\n"
        "5;Ida Merz;ida@web.example;45.25;5;2025-07-04\n",
    ],
)
def test_amounts_of_persons_make_no_orders(tmp_path: Path, text: str) -> None:
    assert {rows.kind for rows in proposed(tmp_path / "x.csv", text).rows} == {"customer"}


@pytest.mark.parametrize(
    ("header", "field", "beside"),
    [
        ("Payment Postcode", "postal_code", ()),
        ("Payment City", "city", ()),
        ("No", "house_number", ()),
        ("Payment Postcode", "postal_code", ("Payment City",)),
        ("Mobile", "phone", ()),
        ("Lastname", "family_name", ()),
    ],
)
def test_a_part_of_an_address_is_known_beside_that_of_another(
    tmp_path: Path, header: str, field: str, beside: tuple[str, ...]
) -> None:
    columns = {
        "Customer ID": ("12", "7", "3", "5"),
        "Firstname": ("Eva", "Ian", "Una", "Ivy"),
        "Lastname": ("Kern", "Reid", "Lang", "Moss"),
        "Company": ("", "Reid Ltd", "", ""),
        "Phone": ("020 7238 6830", "020 7820 9022", "020 7946 0011", "020 7946 0345"),
        "Mobile": ("07700 900118", "07700 900456", "07700 900777", "07700 900901"),
        "Payment Street": ("Mill Lane", "High Street", "Park View", "Orchard Way"),
        "No": ("4", "19", "7", "112"),
        "Payment City": ("Connorton", "Marlow", "Ashby", "Thornham"),
        "Payment Postcode": ("S6K 3NN", "G19 2EE", "EC1A 1BB", "M1 1AE"),
        "Payment Country": ("GB",) * 4,
        "Shipping City": ("Leith", "Marlow", "", ""),
        "Shipping Postcode": ("EH6 5NA", "G19 2EE", "", ""),
    }
    names = [_UNKNOWN if it == header else "Xq" if it in beside else it for it in columns]
    lines = [";".join(names), *(";".join(row) for row in zip(*columns.values(), strict=True))]
    found = proposed(tmp_path / "x.csv", "\n".join(lines))

    assert _UNKNOWN in fields(found, "customer")[field]


_MEMBERS = [
    ("M12", "Eva Kern"),
    ("M7", "Jan Roth"),
    ("M3", "Uwe Lang"),
    ("M5", "Ida Merz"),
    ("M8", "Lea Wolf"),
]


def test_memberships_without_a_number_are_contracts_of_a_person_and_a_day(tmp_path: Path) -> None:
    rows = "".join(
        f"{no},{name},Gold,{('ACTIVE', 'EXPIRED')[at % 2]},2024-0{at + 1}-05,2025-0{at + 1}-04,49.0,MONTHLY\n"
        for at, (no, name) in enumerate(_MEMBERS)
    )
    head = "Member #,Member Name,Plan,Status,Start Date,End Date,Price,Billing Cycle\n"
    found = fields(proposed(tmp_path / "x.csv", head + rows), "contract")

    assert found["number"] == ("Member #", "Start Date")
    assert (found["starts_at"], found["ends_at"]) == (("Start Date",), ("End Date",))
    assert (found["monthly_fee"], found["status"]) == (("Price",), ("Status",))


def test_subscriptions_with_a_plain_id_are_contracts(tmp_path: Path) -> None:
    rows = "".join(
        f"sub_{at},{no},{name},Gold,{(2999, 999)[at % 2]},{('monthly', 'yearly')[at % 2]},2024-0{at + 1}-05\n"
        for at, (no, name) in enumerate(_MEMBERS)
    )
    head = "id,customerId,customerName,plan,amount,billingCycle,startDate\n"
    found = fields(proposed(tmp_path / "x.csv", head + rows), "contract")

    assert (found["number"], found["starts_at"], found["monthly_fee"]) == (
        ("id",),
        ("startDate",),
        ("amount",),
    )


def test_the_phones_of_few_who_serve_many_are_none_of_the_customers(tmp_path: Path) -> None:
    rows = "".join(
        f"{at},Ann{chr(97 + at)} Kern,030 44556{at:02d},{('Kim Lee', 'Pat Roy')[at % 2]},089 2233{at % 2}45\n"
        for at in range(12)
    )
    found = proposed(tmp_path / "x.csv", f"Customer number,Name,Phone,Closer,Phone Closer\n{rows}")

    assert "Phone Closer" in found.unused


def test_what_there_are_several_of_at_a_price_is_a_product(tmp_path: Path) -> None:
    things = ("Blue mug", "Desk lamp", "Blue mug", "Tea tray", "Desk lamp", "Blue mug")
    rows = "".join(
        f"20{at},2025-01-0{at + 1},{thing},{at % 3 + 1},9.{at}0,{at * 7}9.90,buyer{at % 4}@web.example\n"
        for at, thing in enumerate(things)
    )
    head = "Order id,Sale date,Publication heading,Quantity,Unit price,Total amount,Email\n"
    found = proposed(tmp_path / "x.csv", head + rows)

    assert fields(found, "order_line")["product"] == ("Publication heading",)


def test_who_is_billed_next_on_a_day_has_a_contract(tmp_path: Path) -> None:
    rows = "".join(
        f"sub{at}x,{no},{name},65.00,2024-0{at + 1}-05,2025-0{at + 1}-05\n"
        for at, (no, name) in enumerate(_MEMBERS)
    )
    found = proposed(tmp_path / "x.csv", f"id,memberId,memberName,amount,createdAt,nextBillingDate\n{rows}")

    assert fields(found, "contract")["number"] == ("id",)
    assert fields(found, "contract")["starts_at"] == ("createdAt",)
    assert "nextBillingDate" in found.unused


@pytest.mark.parametrize(
    ("states", "agrees"),
    [("granted denied granted denied", "granted"), ("Accordé Refusé Refusé Accordé", "Accordé")],
)
def test_a_state_beside_a_purpose_says_who_agreed(tmp_path: Path, states: str, agrees: str) -> None:
    said = "".join(
        f"C{place};marketing;email;{state};2025-03-0{place}\n"
        for place, state in enumerate(states.split(), start=1)
    )
    found = proposed(tmp_path / "x.csv", f"Customer ID;Purpose;Channel;Status;Updated\n{said}")

    assert [rows.kind for rows in found.rows] == ["consent"]
    assert fields(found, "consent")["granted"] == ("Status",)
    assert agreed(agrees)


def test_a_state_beside_a_purpose_that_says_neither_is_no_answer(tmp_path: Path) -> None:
    said = "".join(f"C{place};analysis;email;running;2025-03-0{place}\n" for place in range(1, 5))

    found = proposed(tmp_path / "x.csv", f"Customer ID;Purpose;Channel;Status;Updated\n{said}")

    assert "consent" not in {rows.kind for rows in found.rows}


_LINES = """Nº pedido;Fecha;Email;Referencia;Artículo;Uds.;Precio unitario;Importe
P-1;14/01/2026;eva@web.example;OPT-104;Montura;1;89,00;89,00
P-1;14/01/2026;eva@web.example;OPT-200;Lente;2;40,00;80,00
P-2;15/01/2026;jan@web.example;OPT-200;Lente;2;40,00;80,00
P-3;16/01/2026;uwe@web.example;{again};Montura;1;89,00;89,00
"""


def test_codes_that_each_have_one_product_are_its_numbers(tmp_path: Path) -> None:
    found = proposed(tmp_path / "x.csv", _LINES.format(again="OPT-104"))

    assert fields(found, "order_line")["product"] == ("Referencia",)
    assert fields(found, "product")["name"] == ("Artículo",)


def test_codes_that_have_several_products_are_not(tmp_path: Path) -> None:
    found = proposed(tmp_path / "x.csv", _LINES.format(again="OPT-200"))

    assert fields(found, "order_line").get("product") != ("Referencia",)


def test_who_signed_up_and_went_by_e_mail_alone_has_no_contract(tmp_path: Path) -> None:
    people = "eva@web.example,Eva,03/10/2024,\njan@web.example,Jan,31/01/2025,\n"
    gone = "uwe@web.example,Uwe,15/02/2025,20/02/2025\nida@web.example,Ida,16/02/2025,25/03/2025\n"
    found = proposed(tmp_path / "x.csv", f"Correo,Nombre,Fecha de suscripción,Fecha de baja\n{people}{gone}")

    consents = [rows for rows in found.rows if rows.kind == "consent"]
    assert [line.columns for rows in consents for line in rows.lines if line.name == "at"] == [
        ("Fecha de suscripción",),
        ("Fecha de baja",),
    ]
    assert not any(rows.kind == "contract" for rows in found.rows)


def test_who_recommends_and_who_is_recommended_are_told_apart(tmp_path: Path) -> None:
    rows = "".join(f"1141{place};1148{place};2{place}/11/2025\n" for place in range(1, 6))
    found = proposed(tmp_path / "x.csv", f"Cliente que recomienda;Cliente recomendado;Fecha\n{rows}")

    told = fields(found, "referral")
    assert (told["source_id"], told["referred_id"]) == (("Cliente que recomienda",), ("Cliente recomendado",))

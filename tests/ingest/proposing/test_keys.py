"""What is proposed as the key of customers: a value of one person alone, or what makes one."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.entries import RecordVersion
from ingest.inputs.finding import find_inputs
from ingest.mapping_files.loader import load_mapping
from ingest.pipeline.reading import outcomes
from ingest.proposing.entries.rows import Line
from ingest.proposing.writing import UNSURE, mapping_text
from ingest.readers import open_reader
from ingest.rows.line_items import LineItems
from tests.ingest.proposing.proposals import PEOPLE, fields, proposed, values_of

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


def test_an_address_in_capitals_is_the_same_key(tmp_path: Path) -> None:
    lower = [(*person(no), f"a{no}@b.example") for no in range(9)]
    mixed = [(*person(no), f"a{no}@b.example" if no % 3 else f"A{no}@B.EXAMPLE") for no in range(9)]

    assert key_of(tmp_path / "x.csv", "Vorname;Nachname;geb.;Mail", lower).value == "Mail"
    found = key_of(tmp_path / "y.csv", "Vorname;Nachname;geb.;Mail", mixed)
    assert found.value == {"column": "Mail", "clean": ["lower"]}


def test_a_code_comes_before_numbers_of_telephones_and_of_what_some_have(tmp_path: Path) -> None:
    codes = [(*person(no), f"089 12345{no:02}", f"{1004 + 7 * no}") for no in range(9)]
    some = [(*person(no), f"a{no}@b.example", f"{5551000 + no}" if no % 3 else "") for no in range(9)]

    assert key_of(tmp_path / "x.csv", "Vorname;Nachname;geb.;Telefonnummer;Code", codes).value == "Code"
    found = key_of(tmp_path / "y.csv", "Vorname;Nachname;geb.;Mail;Text Reminder Number", some)
    assert found.value == "Mail"


@pytest.mark.parametrize("header", ["Appointment ID", "Policy Number", "IBAN", "Code ISIN"])
def test_the_number_of_what_somebody_has_comes_after_what_reaches_him(tmp_path: Path, header: str) -> None:
    once = [(*person(no), f"a{no}@b.example", f"L{no}7") for no in range(9)]
    again = [(*person(no // 2), f"a{no // 2}@b.example", f"L{no}7") for no in range(9)]

    for rows in (once, again):
        key = key_of(tmp_path / f"{len(rows[1][3])}.csv", f"Vorname;Nachname;geb.;Mail;{header}", rows)
        assert (key.value, key.score < UNSURE) == ("Mail", True)


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


def test_a_list_of_hashed_keys_is_one_of_customers(tmp_path: Path) -> None:
    rows = "".join(f"{no:064x},ACTIVE,{20 + no}\n" for no in range(12))
    [entry] = proposed(tmp_path / "x.csv", f"customer_id,club_member_status,age\n{rows}").rows

    assert (entry.kind, next(line.name for line in entry.lines)) == ("customer", "source_id")


def test_a_header_in_two_languages_says_what_it_says_in_each(tmp_path: Path) -> None:
    rows = "1,Émile,Tremblay\n2,Ann,MacDonald\n"
    header = "Donor No. / No de donateur,First Name / Prénom,Last Name / Nom"
    [entry] = proposed(tmp_path / "x.csv", f"{header}\n{rows}").rows

    found = {line.name: line.columns for line in entry.lines}
    assert (found["given_name"], found["family_name"]) == (("First Name / Prénom",), ("Last Name / Nom",))


def test_visitors_who_are_not_signed_in_are_known_by_their_device(tmp_path: Path) -> None:
    rows = "".join(
        f"{'' if at % 2 else f'u{at}'};D{at // 2}7c;2026-02-0{at} 10:00:00;Played\n" for at in range(1, 9)
    )
    found = values_of(f"user_id;device_id;event_time;event_type\n{rows}", tmp_path, "event")

    assert found["source_id"] == {"coalesce": ["user_id", "device_id"]}


def test_names_of_devices_tell_no_buyers(tmp_path: Path) -> None:
    """What is sold to nobody who is known goes in as nobody's."""
    rows = "".join(
        f"T{at};2026-09-1{at};{10 + at}.50;iPad;{'' if at == 3 else f'C{at}7'}\n" for at in range(1, 9)
    )
    found = proposed(tmp_path / "x.csv", f"Transaction ID;Date;Total;Device Name;Customer ID\n{rows}")
    orders = [it for it in found.rows if it.kind == "order"]

    assert [it.when.get("Customer ID", "") for it in orders] == ["*", None]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("customer_id", ("anna@x.example", "ben@y.example", "anna@x.example", "cara@z.example")),
        ("customer_id", ("+49 170 1234560", "+49 170 1234561", "+49 170 1234560", "+49 170 1234562")),
        ("customer", ("a1@x.example", "b2@y.example", "a1@x.example", "c3@z.example")),
        ("email", ("anna@x.example", "ben@y.example", "anna@x.example", "cara@z.example")),
        ("phone", ("+49 170 1234560", "+49 170 1234561", "+49 170 1234560", "+49 170 1234562")),
    ],
)
def test_orders_are_those_of_whomever_their_rows_name(
    tmp_path: Path, header: str, values: Sequence[str], turned: bool
) -> None:
    rows = [("order_id", header, "order_date", "total")]
    rows += [(f"A{at}", value, f"2024-01-0{at}", f"{at}9.50") for at, value in enumerate(values, start=1)]
    lines = (row[::-1] if turned else row for row in rows)
    found = proposed(tmp_path / "x.csv", "\n".join(map(",".join, lines)))

    assert fields(found, "order")["source_id"] == (header,)
    assert fields(found, "order")["number"] == ("order_id",)
    assert {line.columns for it in found.rows for line in it.lines if line.name == "source_id"} == {(header,)}


def test_orders_without_the_address_that_names_their_customer_are_nobodys(tmp_path: Path) -> None:
    mails = ("a1@x.example", "b2@x.example", "", "a1@x.example", "c3@x.example")
    rows = "".join(f"A{at},{mail},2024-01-0{at},{at}9.50\n" for at, mail in enumerate(mails, start=1))
    found = proposed(tmp_path / "x.csv", f"order_id,email,order_date,total\n{rows}")
    orders = [it for it in found.rows if it.kind == "order"]

    assert [it.when for it in orders] == [{"email": "*"}, {"email": None}]
    keys = [[line.columns for line in it.lines if line.name == "source_id"] for it in orders]
    assert keys == [[("email",)], []]


def test_the_address_of_several_customers_is_no_key_of_their_orders(tmp_path: Path) -> None:
    rows = "".join(
        f"A{at},{person(at)[0]} {person(at)[1]},office@x.example,2024-01-0{at},{at}9.50\n"
        for at in range(1, 7)
    )
    found = proposed(tmp_path / "x.csv", f"order_id,customer_name,email,order_date,total\n{rows}")

    assert fields(found, "order")["source_id"] == ("order_id",)

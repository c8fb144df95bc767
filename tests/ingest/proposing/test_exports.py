"""Exports of shops, surveys and tills: questions as headers, two columns for a time, rows that go on."""

from pathlib import Path

import pytest

from tests.ingest.proposing.proposals import as_yaml, fields, proposed

_SURVEY = (
    "Token,{},Your email,Submit Date (UTC)\n"
    "a1b2c3,4,9,Fine,anna@web.example,2024-01-17 11:06\n"
    "d4e5f6,2,0,,jean@web.example,2024-01-18 12:06\n"
    "a7b8c9,5,10,Good,mia@web.example,2024-01-19 13:06\n"
)


@pytest.mark.parametrize("number", ["#", "Response ID"])
@pytest.mark.parametrize(
    ("satisfied", "recommend"),
    [
        ("How satisfied were you with the program?", "How likely are you to recommend us to a friend?"),
        ("Wie zufrieden sind Sie mit uns?", "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?"),
    ],
)
def test_questions_are_survey_answers(tmp_path: Path, number: str, satisfied: str, recommend: str) -> None:
    headers = f'"{satisfied}","{recommend}",Any comments?'
    found = proposed(tmp_path / "x.csv", _SURVEY.format(headers).replace("Token", number))

    answers = [rows for rows in found.rows if rows.kind == "survey_answer"]
    told = [{line.name: line.value for line in rows.lines} for rows in answers]
    assert {it["score"]: it["metric"]["const"] for it in told} == {satisfied: "csat", recommend: "nps"}
    assert {str(it["number"]) for it in told} == {number, str({"template": f"{{{number}}}-2"})}
    assert {it["answered_at"] for it in told} == {"Submit Date (UTC)"}


@pytest.mark.parametrize(
    ("day", "hour"),
    [("Date", "Time"), ("Order Date", "Order Time"), ("Datum", "Uhrzeit"), ("Order Date", "Time")],
)
def test_day_and_hour_make_one_time(tmp_path: Path, day: str, hour: str) -> None:
    rows = "T1,01/17/24,11:02:05,4.50,C1\nT2,11/19/24,08:36:37,9.00,C2\nT3,02/19/24,12:35:52,4.50,C1\n"
    found = proposed(tmp_path / "x.csv", f"Order ID,{day},{hour},Total,Customer ID\n{rows}")

    assert fields(found, "order")["ordered_at"] == (day, hour)
    assert "join" in str(as_yaml(found))


def test_days_without_an_hour_stay_days(tmp_path: Path) -> None:
    rows = "T1,01/17/24,Eastern,4.50,C1\nT2,11/19/24,Eastern,9.00,C2\n"
    found = proposed(tmp_path / "x.csv", f"Order ID,Date,Time Zone,Total,Customer ID\n{rows}")

    assert fields(found, "order")["ordered_at"] == ("Date",)


@pytest.mark.parametrize("beginning", ["OX", "KUN", "ABCD"])
def test_a_beginning_without_a_mark_says_nothing(tmp_path: Path, beginning: str) -> None:
    headers = ",".join(f"{beginning}{it}" for it in ("CUSTNR", "FNAME", "LNAME", "ZIP", "CITY", "EMAIL"))
    rows = "K1,Anna,Meier,10115,Berlin,a@web.example\nK2,Jean,Dupont,20095,Hamburg,j@web.example\n"
    found = fields(proposed(tmp_path / "x.csv", f"{headers}\n{rows}"), "customer")

    assert found["source_id"] == (f"{beginning}CUSTNR",)
    assert found["family_name"] == (f"{beginning}LNAME",)
    assert found["city"] == (f"{beginning}CITY",)


@pytest.mark.parametrize("header", ["Project name", "Package Name", "trackName", "eBay-Name", "App Name"])
def test_names_of_things_are_no_names_of_persons(tmp_path: Path, header: str) -> None:
    rows = "K1,a@web.example,Anna Meier\nK2,j@web.example,Jean Dupont\nK3,m@web.example,Maria Rossi\n"
    found = proposed(tmp_path / "x.csv", f"Customer ID,Email,{header}\n{rows}")

    assert header in found.unused


def test_a_user_name_is_the_key_of_a_buyer(tmp_path: Path) -> None:
    header = "Sales Record Number,Order Number,Buyer Username,Buyer Name,Sale Date,Total Price,Buyer"
    rows = (
        "1,10-1,anna_1,Anna Meier,2024-01-05,5.00,Anna Meier (anna_1)\n"
        "2,10-2,jean_2,Jean Dupont,2024-01-06,6.00,Jean Dupont (jean_2)\n"
        "3,10-3,anna_1,Anna Meier,2024-01-07,7.00,Anna Meier (anna_1)\n"
    )
    found = proposed(tmp_path / "x.csv", f"{header}\n{rows}")

    assert fields(found, "customer")["source_id"] == ("Buyer Username",)
    assert fields(found, "customer")["account"] == ("Buyer Username",)
    assert fields(found, "order")["number"] == ("Order Number",)


def test_rows_that_go_on_with_the_one_above_leave_a_key(tmp_path: Path) -> None:
    header = "email,firstname,lastname,created_at,store_id,_address_city,_address_firstname"
    people = "".join(
        f"{no}@web.example,Anna,Meier,2024-01-0{no},1,Berlin,Anna\n,,,,,Hamburg,Anna\n"
        if no % 2
        else f"{no}@web.example,Jean,Dupont,2024-01-0{no},1,Berlin,Jean\n"
        for no in range(1, 7)
    )
    found = proposed(tmp_path / "x.csv", f"{header}\n{people}")

    assert fields(found, "customer")["source_id"] == ("email",)


def test_days_that_a_spreadsheet_counts_are_dates_of_orders(tmp_path: Path) -> None:
    rows = "B1;1001;45292;1.234,50;bezahlt\nB2;1002;45293;99,90-;storniert\nB3;1003;45300;12,00;#N/A\n"
    text = f"Bestellnr;Kundennr;Bestelldatum;Gesamtbetrag;Status\n{rows}"

    assert fields(proposed(tmp_path / "x.csv", text), "order")["ordered_at"] == ("Bestelldatum",)

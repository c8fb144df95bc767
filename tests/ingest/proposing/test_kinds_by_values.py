"""What rows are where no header says it: by amounts with days and codes, by states, by stars."""

from pathlib import Path

import pytest

from tests.ingest.proposing.proposals import proposed

DAYS = (
    "2024-03-02",
    "2024-03-05",
    "2024-03-09",
    "2024-04-01",
    "2024-04-11",
    "2024-05-20",
    "2024-06-30",
    "2024-07-04",
)
LATER = tuple(day.replace("2024", "2025") for day in DAYS)
CODES = tuple(f"ZK-{number}" for number in range(4711, 4719))
AMOUNTS = ("12,50", "119,00", "7,95", "49,90", "230,00", "15,00", "88,10", "64,25")
WRITTEN = tuple(
    f"Das hat {it} gedauert" for it in ["sehr", "ewig", "kaum", "lang", "nie", "mir", "recht", "so"]
)
ONCE = tuple(f"{name}@web.de" for name in ["eva", "ida", "max", "ute", "udo", "lea", "jan", "kai"])
AGAIN = ONCE[:4] * 2


def told(tmp_path: Path, columns: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """What is proposed for columns under headers that say nothing: the column of each field, by its kind."""
    lines = [";".join(columns), *(";".join(row) for row in zip(*columns.values(), strict=True))]
    found = proposed(tmp_path / "x.csv", "\n".join(lines))
    return {
        f"{rows.kind}.{line.name}": line.columns[0]
        for rows in found.rows
        for line in rows.lines
        if line.columns
    }


def states(*words: str) -> tuple[str, ...]:
    return (words * 8)[:8]


def test_amounts_with_a_day_and_a_code_are_orders_of_who_comes_again(tmp_path: Path) -> None:
    columns = {"Qxa": CODES, "Email": AGAIN, "Qxb": DAYS, "Qxc": AMOUNTS}
    found = told(tmp_path, columns)
    assert found["order.number"] == "Qxa"
    assert found["order.ordered_at"] == "Qxb"
    assert found["order.total"] == "Qxc"
    assert not any(it.startswith("order.") for it in told(tmp_path, columns | {"Email": ONCE}))


@pytest.mark.parametrize(
    "words", [("bezahlt", "versendet"), ("Payé", "Livré", "En cours"), ("pago", "entregue")]
)
def test_states_of_orders_make_orders(tmp_path: Path, words: tuple[str, ...]) -> None:
    found = told(tmp_path, {"Qxa": CODES, "Email": ONCE, "Qxb": DAYS, "Qxc": AMOUNTS, "Qxd": states(*words)})
    assert (found["order.number"], found["order.status"]) == ("Qxa", "Qxd")


def test_the_larger_amount_is_the_total_and_the_first_day_the_one_of_the_order(tmp_path: Path) -> None:
    soon = tuple(f"{day[:-1]}{min(9, int(day[-1]) + 1)}" for day in DAYS)
    tax = tuple(f"1,{number}0" for number in range(8))
    columns = {"Qxa": CODES, "Email": AGAIN, "Qxe": soon, "Qxb": DAYS, "Qxf": tax, "Qxc": AMOUNTS}
    found = told(tmp_path, columns)
    assert (found["order.ordered_at"], found["order.total"]) == ("Qxb", "Qxc")


def test_what_lasts_long_and_may_expire_is_a_contract(tmp_path: Path) -> None:
    columns = {"Qxa": CODES, "Email": AGAIN, "Qxb": DAYS, "Qxc": LATER, "Qxd": AMOUNTS}
    found = told(tmp_path, columns | {"Qxe": states("aktiv", "gekündigt")})
    fields = ("number", "starts_at", "ends_at", "monthly_fee", "status")
    assert [found[f"contract.{it}"] for it in fields] == ["Qxa", "Qxb", "Qxc", "Qxd", "Qxe"]
    assert "contract.number" in told(tmp_path, columns)


@pytest.mark.parametrize("words", [("aktív",), ("aktív", "inaktív")])
def test_first_and_last_days_of_persons_are_no_terms(tmp_path: Path, words: tuple[str, ...]) -> None:
    last = tuple(day.replace("2024-0", "2025-0")[:-2] + str(17 + at) for at, day in enumerate(DAYS))
    columns = {"Qxa": CODES, "Email": ONCE, "Qxb": DAYS, "Qxc": last, "Qxd": AMOUNTS, "Qxe": states(*words)}
    assert not any(it.startswith("contract.") for it in told(tmp_path, columns))


def test_persons_that_are_listed_twice_order_nothing(tmp_path: Path) -> None:
    born = tuple(day.replace("2024", "1985") for day in DAYS)
    columns = {"Qxa": CODES, "Email": AGAIN, "Birth date": born, "Qxb": DAYS, "Qxc": AMOUNTS}
    assert not any(it.startswith("order.") for it in told(tmp_path, columns))


def test_texts_with_stars_are_answers_and_with_urgencies_tickets(tmp_path: Path) -> None:
    columns = {"Email": ONCE, "Qxb": DAYS, "Qxc": WRITTEN}
    rated = told(tmp_path, columns | {"Qxd": ("5", "4", "1", "3", "5", "2", "4", "4")})
    assert [rated[f"survey_answer.{it}"] for it in ("score", "answered_at", "comment")] == [
        "Qxd",
        "Qxb",
        "Qxc",
    ]
    asked = {
        "Qxa": CODES,
        **columns,
        "Qxe": states("offen", "gelöst"),
        "Qxf": states("hoch", "niedrig", "mittel"),
    }
    found = told(tmp_path, asked)
    fields = ("number", "opened_at", "subject", "status", "priority")
    assert [found[f"ticket.{it}"] for it in fields] == ["Qxa", "Qxb", "Qxc", "Qxe", "Qxf"]


@pytest.mark.parametrize(
    ("number", "day", "what"),
    [
        ("Termin-Nr.", "Beginn Termin", "Leistung"),
        ("N° RDV", "Date du RDV", "Prestation"),
        ("Appointment ID", "Appointment Time", "Service"),
        ("Termin-Nr.", "Beginn", "Terminart"),
    ],
)
def test_appointments_are_events_and_cost_something(tmp_path: Path, number: str, day: str, what: str) -> None:
    served = states("Kontrolle", "Beratung")
    found = told(tmp_path, {number: CODES, "Email": AGAIN, day: DAYS, what: served, "Total": AMOUNTS})
    fields = {"event.message_id": number, "event.at": day, "event.name": what, "event.value": "Total"}
    assert found.items() >= fields.items()
    assert not any(it.startswith("order.") for it in found)


def test_names_of_who_comes_are_none_of_appointments(tmp_path: Path) -> None:
    persons = (
        "Eva Kern",
        "Ida Holm",
        "Max Baum",
        "Ute Lang",
        "Udo Wolf",
        "Lea Roth",
        "Jan Beck",
        "Kai Sommer",
    )
    columns = {"Appointment ID": CODES, "Name": persons, "Email": AGAIN}
    times = tuple(f"{day} 10:00" for day in DAYS)
    found = told(tmp_path, columns | {"Appointment Time": times})
    assert found["customer.full_name"] == "Name"
    assert found["event.at"] == "Appointment Time"
    assert "event.name" not in found
    number = {"Customer No": CODES, **dict(list(columns.items())[1:])}
    assert "event.at" not in told(tmp_path, number | {"Next Appointment": times})


@pytest.mark.parametrize(
    ("beside", "left", "kinds"),
    [
        ({}, "Abgemeldet am", ["yes", "no"]),
        ({"Gruppe": states("Igel", "Bären")}, "Abgemeldet am", []),
        ({"Gruppe": states("Igel", "Bären")}, "Unsubscribed at", ["no"]),
        ({"Newsletter": states("Igel", "Bären")}, "Abgemeldet am", ["yes", "no"]),
    ],
)
def test_days_on_which_somebody_came_and_went_are_consents_of_newsletters(
    tmp_path: Path, beside: dict[str, tuple[str, ...]], left: str, kinds: list[str]
) -> None:
    columns = {"E-Mail": ONCE, "Angemeldet am": DAYS, left: ("", *LATER[1:]), **beside}
    lines = [";".join(columns), *(";".join(row) for row in zip(*columns.values(), strict=True))]
    found = proposed(tmp_path / "x.csv", "\n".join(lines))
    assert [
        line.value["const"] for rows in found.rows for line in rows.lines if line.name == "granted"
    ] == kinds


MONTH_LATER = tuple(f"{day[:5]}{int(day[5:7]) + 1:02d}{day[7:]}" for day in DAYS)
SIGNED = tuple(f"{day[:8]}01" for day in DAYS)


@pytest.mark.parametrize(
    ("more", "ends"),
    [
        ({"Qxe": MONTH_LATER}, "Qxe"),  # renewed each month
        ({"Qxe": SIGNED, "Qxf": LATER}, "Qxf"),  # with the day on which it was signed
        ({"Qxe": ("monatlich", "jährlich") * 4}, None),
    ],
)
def test_terms_of_whole_months_and_intervals_are_contracts(
    tmp_path: Path, more: dict[str, tuple[str, ...]], ends: str | None
) -> None:
    found = told(tmp_path, {"Qxa": CODES, "Email": ONCE, "Qxb": DAYS, "Qxc": AMOUNTS} | more)

    assert (found["contract.number"], found["contract.starts_at"]) == ("Qxa", "Qxb")
    assert found.get("contract.ends_at") == ends
    assert not any(it.startswith("order.") for it in found)


def test_who_pays_each_month_places_orders(tmp_path: Path) -> None:
    monthly = ("monthly", "one-time") * 4
    found = told(tmp_path, {"Qxa": CODES, "Email": AGAIN, "Qxb": DAYS, "Qxc": AMOUNTS, "Qxe": monthly})

    assert found["order.number"] == "Qxa"
    assert not any(it.startswith("contract.") for it in found)


def test_a_number_that_each_person_has_alone_is_the_key(tmp_path: Path) -> None:
    numbers = ("81", "17", "44", "29") * 2
    found = told(tmp_path, {"Qxa": CODES, "Qxn": numbers, "Email": AGAIN, "Qxb": DAYS, "Qxc": AMOUNTS})
    shared = told(
        tmp_path,
        {"Qxa": CODES, "Qxn": ("81", "17", "81", "29") * 2, "Email": AGAIN, "Qxb": DAYS, "Qxc": AMOUNTS},
    )

    assert (found["order.number"], found["order.source_id"]) == ("Qxa", "Qxn")
    assert shared["order.source_id"] == "Email"

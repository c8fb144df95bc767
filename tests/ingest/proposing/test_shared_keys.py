"""Files of one source whose rows name persons by the keys of another one."""

from pathlib import Path

import pytest

from ingest.inputs import FileInput
from ingest.proposing.proposal import propose
from ingest.proposing.shared_keys import keys_elsewhere
from tests.ingest.proposing.proposals import PEOPLE, fields, values_of
from tests.ingest.support import write

_MEMBERS = "".join(f"M-100{at};Anna{at} Keller{at};k{at}@b.example\n" for at in range(8))
_CONTRACTS = "".join(f"7{at};M-100{at};2024-05-0{at + 1};19.90\n" for at in (0, 1, 1, 2, 3, 4, 5))
_REFERRALS = "".join(f"M-100{at};M-100{at + 1};2024-05-01\n" for at in range(6))


def _shared(folder: Path, **texts: str) -> list[dict[str, str]]:
    files = [FileInput(write(folder / f"{name}.csv", text)) for name, text in texts.items()]
    return keys_elsewhere([propose(file, "gym") for file in files])


@pytest.mark.parametrize("header", ["Matrícula", "Xyz"])
def test_contracts_are_of_those_whose_keys_they_have(tmp_path: Path, header: str) -> None:
    text = f"Nº contrato;{header};Data de início;Mensalidade\n{_CONTRACTS}"
    members = f"Matrícula;Nome;E-mail\n{_MEMBERS}"

    _, keys = _shared(tmp_path, members=members, contracts=text)

    assert keys == {header: "members.csv"}
    again = propose(FileInput(tmp_path / "contracts.csv"), "gym", keys=keys)
    assert fields(again, "contract")["source_id"] == (header,)


@pytest.mark.parametrize(
    "other",
    [
        f"Werver;Vriend;Datum\n{_REFERRALS}",
        "Nº contrato;Ref;Data de início\n" + "".join(f"7{at};{at};2024-05-01\n" for at in range(8)),
    ],
    ids=["two persons a row", "numbers that count"],
)
def test_other_columns_are_no_keys_of_one_person(tmp_path: Path, other: str) -> None:
    numbered = _MEMBERS.replace("M-100", "")
    members = f"Matrícula;Nome;E-mail\n{_MEMBERS if 'M-' in other else numbered}"

    assert _shared(tmp_path, members=members, others=other) == [{}, {}]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("id,customer_id,total,date", "{0},{1},19.90,2024-05-0{2}"),
        ("id,email,total,date", "{0},k{2}@b.example,19.90,2024-05-0{2}"),
        ("order_no,customer_id,total,date,Xyz", "O-{0},{1},19.90,2024-05-0{2},{0}"),
        ("id,name,price", "{0},Shoe {2},19.90"),
        ("id,note", "{0},abc"),
    ],
    ids=["orders", "orders by address", "warehouses", "products", "rows of which nothing is known"],
)
def test_numbers_that_each_file_counts_for_itself_are_no_keys(
    tmp_path: Path, header: str, cells: str
) -> None:
    members = "".join(f"{10001 + at},Anna{at} Keller,k{at}@b.example\n" for at in range(8))
    rows = "".join(cells.format(10001 + at, 10001 + at * 3 % 8, at + 1) + "\n" for at in range(8))

    assert _shared(tmp_path, customers=f"id,name,email\n{members}", others=f"{header}\n{rows}") == [{}, {}]


def test_plans_of_one_person_leave_the_account_the_key(tmp_path: Path) -> None:
    rows = "".join(f"C{at};A-{at // 2}{at // 2}7;Plan {at};2024-05-01;active\n" for at in range(8))

    found = values_of(f"contract_id;account_number;plan_name;start;status\n{rows}", tmp_path, "contract")
    assert found["source_id"] == "account_number"


def test_initials_stand_in_for_given_names(tmp_path: Path) -> None:
    rows = "".join(
        f"{given[0]}.;{given if at else ''};{family}\n" for at, (given, family, _) in enumerate(PEOPLE)
    )

    found = values_of(f"Voorletters;Voornaam;Achternaam\n{rows}", tmp_path, "customer")
    assert found["given_name"] == {"coalesce": ["Voornaam", "Voorletters"]}


def test_who_subscribed_and_left_said_yes_and_then_no(tmp_path: Path) -> None:
    rows = "".join(
        f"{mail};01.02.2024;{'05.03.2024' if at else ''}\n" for at, (*_, mail) in enumerate(PEOPLE)
    )
    found = propose(
        FileInput(write(tmp_path / "x.csv", f"E-Mail;Angemeldet am;Abgemeldet am\n{rows}")), "news"
    )

    told = [
        {line.name: line.value for line in rows.lines} | {"when": rows.when}
        for rows in found.rows
        if rows.kind == "consent"
    ]
    assert [(it["granted"], it["at"], it["when"]) for it in told] == [
        ({"const": "yes"}, "Angemeldet am", {}),
        ({"const": "no"}, "Abgemeldet am", {"Abgemeldet am": "*"}),
    ]

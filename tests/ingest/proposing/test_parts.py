"""Files that are parts of one, by month, page, branch or partition, have one entry with a glob."""

import json
from fnmatch import fnmatchcase
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ingest.inputs.finding import find_inputs, parts_of
from ingest.mapping_files.loader import load_mapping
from ingest.proposing.opening import by_part
from ingest.proposing.parts import glob_of, parted
from ingest.proposing.proposal import propose
from ingest.proposing.writing import mapping_text

_ORDERS = "order_id,customer_id,order_date,total\n{0}1,K1,2024-01-05,19.90\n{0}2,K2,2024-01-06,29.90\n"
_PEOPLE = (
    "Kundennr;Vorname;Nachname;E-Mail\n{0}1;Anna;Meier;a{0}@x.example\n{0}2;Jean;Dupont;b{0}@x.example\n"
)


def _proposed(given: Path, beside: Path) -> list[dict[str, str]]:
    """The entries that are proposed for a folder or archive, in a mapping that finds each file once."""
    sources = parts_of([given])
    found = parted([propose(source, "shop") for source in sources])
    text = mapping_text("shop", found, beside=beside)
    mapping = beside / "proposed.yaml"
    mapping.write_text(text, encoding="utf-8")
    read = [source.name for source, _, _ in find_inputs(load_mapping(mapping))]
    assert len(read) == len(set(read)) == len(sources)
    entries: list[dict[str, str]] = yaml.safe_load(text)["files"]
    return entries


def _files(folder: Path, text: str, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for at, name in enumerate(names):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text.format(at), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("names", "pattern"),
    [
        (("orders-2024-11.csv", "orders-2024-12.csv", "orders-2025-01.csv"), "orders-[0-9]*.csv"),
        (("2024-01-orders.csv", "2024-11-orders.csv"), "[0-9]*-orders.csv"),
        (("2024-01-31.csv", "2024-02-29.csv"), "[0-9]*.csv"),
        (("orders_nord.csv", "orders_sued.csv"), "orders_*.csv"),
        (("orders.csv", "orders_old.csv"), "orders*.csv"),
        (("orders-page9.csv.gz", "orders-page10.csv.gz"), "orders-page[0-9]*.csv.gz"),
        (("orders [1].csv", "orders [2].csv"), "orders [[][0-9]*].csv"),
    ],
)
def test_parts_have_one_entry(tmp_path: Path, names: tuple[str, ...], pattern: str) -> None:
    folder = _files(tmp_path / "in", _ORDERS, *names)

    assert [entry["path"] for entry in _proposed(folder, tmp_path)] == [f"in/{pattern}"]
    assert [entry["path"] for entry in _proposed(folder, folder)] == [pattern]


def test_what_has_other_columns_is_no_part(tmp_path: Path) -> None:
    folder = _files(tmp_path / "in", _ORDERS, "orders-2024-01.csv", "orders-2024-02.csv")
    _files(folder, _PEOPLE, "orders-customers.csv")

    assert sorted(entry["path"] for entry in _proposed(folder, folder)) == [
        "orders-[0-9]*.csv",
        "orders-customers.csv",
    ]


def test_a_glob_that_fits_another_file_stands_for_none(tmp_path: Path) -> None:
    folder = _files(tmp_path / "in", _ORDERS, "orders_nord.csv", "orders_sued.csv")
    _files(folder, _PEOPLE, "orders_customers.csv")

    assert len(_proposed(folder, folder)) == 3


def test_files_about_something_else_are_no_parts_whatever_their_columns(tmp_path: Path) -> None:
    folder = _files(tmp_path / "in", _PEOPLE, "export_customers.csv", "export_tickets.csv")

    assert not any("*" in entry["path"] for entry in _proposed(folder, folder))


def test_partitions_are_those_of_their_folder(tmp_path: Path) -> None:
    names = ("year=2023/part-00000-3af.csv", "year=2024/part-00000-9bc.csv", "year=2024/part-00001-9bc.csv")
    folder = _files(tmp_path / "export", _ORDERS, *names)
    [entry] = _proposed(folder, tmp_path)

    assert (entry["path"], entry["member"]) == ("export", "part-[0-9]*.csv")


def test_members_of_an_archive_are_parts_too(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "export.zip", "w") as archive:
        for month in (1, 2):
            archive.writestr(f"2024/orders-{month}.csv", _ORDERS.format(month))
    [entry] = _proposed(tmp_path / "export.zip", tmp_path)

    assert (entry["path"], entry["member"]) == ("export.zip", "orders-[0-9]*.csv")


@given(st.lists(st.from_regex(r"[a-z0-9_\-\[\] .äé]{0,12}\.csv", fullmatch=True), min_size=2, max_size=4))
def test_a_glob_fits_all_names(names: list[str]) -> None:
    pattern = glob_of(names)

    assert not pattern or all(fnmatchcase(name, pattern) for name in names)


@pytest.mark.parametrize(
    ("encodings", "told"),
    [
        (("cp1252", "utf-8"), ["cp1252", None]),
        (("utf-8", "utf-8-sig"), [None]),
        (("ascii", "cp1252"), ["cp1252"]),
        (("ascii", "utf-16"), ["utf-16"]),
    ],
)
def test_parts_are_in_one_encoding(
    tmp_path: Path, encodings: tuple[str, ...], told: list[str | None]
) -> None:
    for at, encoding in enumerate(encodings):
        people = _PEOPLE.format(at) + "".join(
            f"{at}{nr};Anna;Meier;n{nr}@x.example\n" for nr in range(3, 8 - at)
        )
        text = people if encoding == "ascii" else people.replace("Meier", "Schäfer")
        (tmp_path / f"kunden-{at}.csv").write_bytes(text.encode(encoding))

    assert [entry.get("encoding") for entry in _proposed(tmp_path, tmp_path)] == told


@pytest.mark.parametrize(
    ("lacking", "paths"),
    [
        (0, {"export-[0-9]*.json"}),
        (3, {"export-2024-01.json", "export-2024-02.json", "export-2024-03.json"}),
    ],
)
def test_several_lists_in_files_by_month_have_an_entry_each(
    tmp_path: Path, lacking: int, paths: set[str]
) -> None:
    """Where one is not in all months, each file has its own: lists of one file are known by its path."""
    people = [{"id": at, "first_name": "Anna", "email": f"n{at}@x.example"} for at in (1, 2)]
    for month in (1, 2, 3):
        orders = [{"order_number": f"{month}{at}", "customer_id": at, "total": 9.5} for at in (1, 2, 3)]
        dated = [{**it, "order_date": f"2024-0{month}-05"} for it in orders]
        lists = {"orders": dated} if month == lacking else {"customers": people, "orders": dated}
        (tmp_path / f"export-2024-0{month}.json").write_text(json.dumps(lists), encoding="utf-8")
    parts = by_part(parts_of([tmp_path]))
    text = mapping_text("shop", parted(propose(source, "shop") for source in parts), beside=tmp_path)
    mapping = tmp_path / "m.yaml"
    mapping.write_text(text, encoding="utf-8")

    read = [source.name for source, _, _ in find_inputs(load_mapping(mapping))]
    assert {it["path"] for it in yaml.safe_load(text)["files"]} == paths
    assert len(read) == len(set(read)) == (5 if lacking else 6)

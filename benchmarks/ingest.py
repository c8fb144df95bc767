"""Files into the journal: rows a processor second, stage by stage, beside a plain script on the same file.

`make bench-ingest`: customers of a made company in ten columns (key, names, birth date, address, e-mail,
phone), the same with whole names, and an order of each. The script does a part of the same in the plain way:
pyarrow reads the file, e-mail, birth date and phone are cleaned row by row, the phone by the same
phonenumbers library, and deltalake writes a table. It knows nothing of spreadsheets, other spellings,
quarantine, or of what was there before. Processor time is of all threads of the one process.
"""

from __future__ import annotations

import argparse
import csv
import os
import tempfile
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import phonenumbers
import pyarrow as pa
from deltalake import write_deltalake
from pyarrow import csv as arrow_csv

from graph.journal import Journal
from graph.settings import Settings
from ingest.columns.row_columns import RowColumns
from ingest.pipeline.pipeline import IngestOptions, ingest, open_inputs
from ingest.pipeline.reading import outcomes, read_blocks
from ingest.rows.line_items import LineItems
from ingest.sample.company import generate

REPORT = Path(__file__).with_name("ingest.md")
_COLUMNS = {
    "source_id": "Kundennummer",
    "given_name": "Vorname",
    "family_name": "Nachname",
    "birth_date": "Geburtsdatum",
    "street": "Straße",
    "house_number": "Hausnummer",
    "postal_code": "PLZ",
    "city": "Ort",
    "email": "E-Mail",
    "phone": "Telefon",
}


@dataclass(frozen=True)
class Stage:
    """How long it took for so many rows."""

    name: str
    rows: int
    processor: float
    wall: float

    def row(self, peer: Stage) -> str:
        """A line of the report."""
        rate, of_peer = self.rows / self.processor, peer.rows / peer.processor
        return (
            f"| {self.name} | {self.rows:,} | {self.processor:.2f} | {self.wall:.2f} | {rate:,.0f}"
            f" | {rate / of_peer:.2f} |"
        )


def main() -> None:
    """Measure, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows, one = _files(folder, people)
        stages = _measured(folder, rows, one)
    REPORT.write_text(_report(people, stages), encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


def _files(folder: Path, people: int) -> tuple[Path, Path]:
    """The customers of a made company in ten columns, and a file with the first of them alone."""
    generate(people, 1, folder)
    source = folder / "crm_kunden.csv"
    rows, one = folder / "rows.csv", folder / "one.csv"
    with source.open(encoding="cp1252", newline="") as read, rows.open("w", encoding="utf-8") as written:
        table = csv.writer(written)
        table.writerow(_COLUMNS.values())
        table.writerows(
            [row[name] for name in _COLUMNS.values()] for row in csv.DictReader(read, delimiter=";")
        )
    with rows.open(encoding="utf-8") as read:
        one.write_text(f"{read.readline()}9{read.readline()}", encoding="utf-8")
    fields = ", ".join(f"{field}: {column}" for field, column in _COLUMNS.items())
    entry = f"{{path: '*.csv', rows: [{{kind: customer, fields: {{{fields}}}}}]}}"
    text = f"source: crm\ndates: DMY\nfiles: [{entry}]\n"
    (folder / "m.yaml").write_text(text, encoding="utf-8")
    return rows, one


_WHOLE_FIELDS = (
    "source_id: id, full_name: name, email: email, birth_date: birth, street: street, postal_code: zip,"
    " city: city, traits: {tier: tier}"
)
_ORDER_FIELDS = (
    "number: number, source_id: customer, ordered_at: at, status: status, total: total, currency: currency,"
    " channel: channel, email: email, phone: phone"
)


def _others(folder: Path, rows: Path) -> tuple[Path, Path]:
    """The same customers with whole names and a trait, and an order of each, in ten columns."""
    named, orders = folder / "named.csv", folder / "orders.csv"
    with (
        rows.open(encoding="utf-8") as read,
        named.open("w", encoding="utf-8") as of_people,
        orders.open("w", encoding="utf-8") as of_orders,
    ):
        people, placed = csv.writer(of_people), csv.writer(of_orders)
        people.writerow(["id", "name", "email", "birth", "street", "zip", "city", "tier"])
        placed.writerow(
            ["number", "customer", "at", "status", "total", "currency", "channel", "email", "phone", "coupon"]
        )
        for at, row in enumerate(csv.DictReader(read)):
            key, mail = row["Kundennummer"], row["E-Mail"]
            name, street = f"{row['Vorname']} {row['Nachname']}", f"{row['Straße']} {row['Hausnummer']}"
            where = street, row["PLZ"], row["Ort"]
            people.writerow([key, name, mail, row["Geburtsdatum"], *where, "gold" if at % 3 else "silver"])
            when = f"2024-{at % 12 + 1:02}-{at % 28 + 1:02} {at % 24:02}:{at % 60:02}:{at % 59:02}"
            state, total = ("paid", "shipped", "open")[at % 3], f"{at % 300}.{at % 100:02}"
            placed.writerow([f"O{at}", key, when, state, total, "EUR", "web", mail, row["Telefon"], ""])
    for name, kind, fields in (("n", "customer", _WHOLE_FIELDS), ("o", "order", _ORDER_FIELDS)):
        entry = f"{{path: '*.csv', rows: [{{kind: {kind}, fields: {{{fields}}}}}]}}"
        text = f"source: {name}\ndates: DMY\ntraits: {{tier: text}}\nfiles: [{entry}]\n"
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return named, orders


def _measured(folder: Path, rows: Path, one: Path) -> list[Stage]:
    mapping = folder / "m.yaml"
    journal, empty = (Journal.open(Settings(home=folder / name)) for name in ("home", "empty"))
    named, orders = _others(folder, rows)
    whole_names, of_orders = folder / "n.yaml", folder / "o.yaml"
    return [
        _timed(
            "plain script: read, clean e-mail, date and phone, write Delta", lambda: _script(rows, folder)
        ),
        _timed("read", lambda: _read(mapping, rows)),
        _timed("read, map, clean, check, row by row", lambda: _cleaned(mapping, rows)),
        _timed("the same by columns, as rows of the journal", lambda: _in_columns(mapping, rows)),
        _timed("customers with whole names and a trait, by columns", lambda: _in_columns(whole_names, named)),
        _timed("orders, row by row", lambda: _cleaned(of_orders, orders)),
        _timed("orders, by columns, as rows of the journal", lambda: _in_columns(of_orders, orders)),
        _timed("a whole ingest into an empty journal", lambda: _ingested(mapping, rows, journal)),
        _timed("a whole ingest of the orders", lambda: _ingested(of_orders, orders, journal)),
        _timed("the unchanged file again", lambda: _ingested(mapping, rows, journal)),
        _timed("one row, into an empty journal", lambda: _ingested(mapping, one, empty)),
        _timed("one row more, into that journal", lambda: _ingested(mapping, one, journal)),
    ]


def _timed(name: str, work: Callable[[], int]) -> Stage:
    processor, wall = time.process_time(), time.perf_counter()
    rows = work()
    return Stage(name, rows, time.process_time() - processor, time.perf_counter() - wall)


def _read(mapping: Path, file: Path) -> int:
    [(reader, _)] = open_inputs(mapping, [file], IngestOptions()).inputs
    return sum(1 for _ in reader.rows())


def _cleaned(mapping: Path, file: Path) -> int:
    opened = open_inputs(mapping, [file], IngestOptions())
    [(reader, entry)] = opened.inputs
    return _count(outcomes(reader, entry, opened.mapping.source, LineItems.of(reader, entry)))


def _in_columns(mapping: Path, file: Path) -> int:
    opened = open_inputs(mapping, [file], IngestOptions())
    [(reader, entry)] = opened.inputs
    columns = RowColumns.of(entry)
    if columns is None:
        raise ValueError("the file cannot be read by columns")
    return sum(
        block.size for block in read_blocks(reader, entry, opened.mapping.source, columns, LineItems())
    )


def _count(items: object) -> int:
    counted = enumerate(items, start=1)  # type: ignore[arg-type,var-annotated]
    last = deque(counted, maxlen=1)
    return last[0][0] if last else 0


def _ingested(mapping: Path, file: Path, journal: Journal) -> int:
    return ingest(mapping, [file], journal).total("rows")


def _script(file: Path, folder: Path) -> int:
    table = arrow_csv.read_csv(
        file,
        convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(_COLUMNS.values(), pa.string())),
    )
    cleaners = {"E-Mail": _plain_email, "Geburtsdatum": _plain_date, "Telefon": _plain_phone}
    for name, clean in cleaners.items():
        values = [clean(text) if text else None for text in table.column(name).to_pylist()]
        table = table.set_column(table.schema.get_field_index(name), name, pa.array(values, pa.string()))
    write_deltalake(folder / "script", table)
    return int(table.num_rows)


def _plain_email(text: str) -> str:
    return text.strip().casefold()


def _plain_date(text: str) -> str | None:
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        with suppress(ValueError):
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a day
    return None


def _plain_phone(text: str) -> str | None:
    with suppress(phonenumbers.NumberParseException):
        number = phonenumbers.parse(text, "DE")
        if phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def _report(people: int, stages: list[Stage]) -> str:
    peer = stages[0]
    load = os.getloadavg()[0]
    return f"""# Ingest

`make bench-ingest N={people}`: {stages[1].rows:,} customers in ten columns, and an order of each,
{os.cpu_count()} cores, load {load:.1f}. Other work on the machine makes times longer; compare rates within
the run. The plain script knows nothing of spreadsheets, other spellings, quarantine, or of what was there
before; see `benchmarks/ingest.py`. What a process loads first (names of countries, word lists) is part of
*read, map, clean, check, row by row*.

| stage | rows | processor s | wall s | rows a processor s | of the script's rate |
|---|---|---|---|---|---|
{chr(10).join(stage.row(peer) for stage in stages)}
"""


if __name__ == "__main__":
    main()

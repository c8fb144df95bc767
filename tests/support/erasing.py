"""A journal for those who are to be forgotten, or want to know what is held about them."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyarrow as pa

from graph.entries import EdgeItem, Entry, Event, NodeItem, Origin, Rejection
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import address, day, email, order, order_status, person, refund
from tests.support.shared import made_once

ANNA = "anna.kern@x.example"


def told() -> Iterator[Entry]:
    """Anna in two sources, her husband at her address, and Carl, whom she brought; an order of each, and what
    is told of it apart."""
    anna = {"given_name": "Anna", "family_name": "Kern", "birth_date": "1980-05-06"}
    yield person("C-10001", day(1), email(ANNA), address("Ring"), **anna)
    yield person("C-10002", day(1), email("kern@x.example"), address("Ring"), family_name="Kern")
    yield person("S-20001", day(2), email(ANNA), email("kern@x.example"), source="shop", **anna)
    yield person("S-20002", day(2), email("carl@y.example"), source="shop", given_name="Carl")
    yield order("B30001", "S-20001", day(3))
    yield order("B30002", "S-20002", day(3))
    node = NodeItem("Order", ("shop:B30001",), {"amount": 12.5})
    yield Event("order_line", "shop:B30001:1", "shop", None, None, Origin("l.csv", 1), nodes=(node,))
    for number in ("B30001", "B30002"):
        yield order_status(number, "cancelled", day(4))
        yield refund(number, -3.5, day(4), "G1")
    brought = EdgeItem(
        "REFERRED", ("SourceRecord", ("shop", "S-20001")), ("SourceRecord", ("shop", "S-20002"))
    )
    yield Event("referral", "shop:r1", "shop", "S-20002", day(4), Origin("r.csv", 1), edges=(brought,))


def refused() -> list[Rejection]:
    """Rows that tell of Anna by a key, an address or her name, and one of somebody else."""
    rows = [
        '{"nr": "C-10001", "tel": "?"}',
        '{"nr": "", "mail": "Anna.Kern@x.example"}',
        '{"nr": "", "vorname": "Anna", "name": "KERN", "geboren": "6.5.1980"}',
        '{"nr": "", "vorname": "Anna", "name": "Kernig", "geboren": "6.5.1980"}',
    ]
    return [Rejection("crm", Origin("k.csv", at), "tel", "?", "is none", row) for at, row in enumerate(rows)]


def journal_in(home: Path) -> Journal:
    """What was told, twice, so that it is confirmed too, with a run that found out who is who."""
    shutil.copytree(made_once("erasing", _make), home, dirs_exist_ok=True)
    return Journal.open(Settings(home=home))


def _make(home: Path) -> None:
    journal = Journal.open(Settings(home=home))
    journal.append(told(), "one")
    journal.append(told(), "two")
    journal.reject(refused(), "one")
    owners = {"crm:C-10001": "c1", "shop:S-20001": "c1", "crm:C-10002": "c2", "shop:S-20002": "c3"}
    rows = [
        {"run_id": None, "record_id": it, "customer_id": id_, "valid_from": day(5)}
        for it, id_ in owners.items()
    ]
    journal.append_table("assignments", pa.Table.from_pylist(rows))
    homes = [
        {"run_id": None, "customer_id": it, "household_id": "h", "valid_from": day(5)} for it in ("c1", "c2")
    ]
    journal.append_table("households", pa.Table.from_pylist(homes))
    earlier = [{"retired_id": "c0", "surviving_id": "c1", "at": day(5) + timedelta(hours=1)}]
    journal.append_table("aliases", pa.Table.from_pylist(earlier))
    pair = {"record_l": "crm:C-10001", "record_r": "shop:S-20001"}
    journal.append_table("judgements", pa.Table.from_pylist([{"id": "j1", **pair, "verdict": "same"}]))
    journal.compact()

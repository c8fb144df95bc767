"""A made company whose customers bring each other and buy, as a journal: what `benchmarks.network` scores.

Customers join over three years, each but the first is said three times to have been brought by somebody;
half of these follow the referrer of an earlier statement, which gives a few very strong advocates. They
answer how likely they would recommend, buy once or more, and a few complain. The files are read by the
ordinary pipeline; identity is given, each record a customer of its own.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import csv

from graph.journal import Journal
from graph.settings import Settings
from ingest.pipeline.pipeline import ingest

STATEMENTS_EACH = 3
PRODUCTS, CATEGORIES = 5_000, 50
_DAY = 86_400
_BEGIN = int(datetime(2023, 1, 1, tzinfo=UTC).timestamp())
_DAYS = 1_095

MAPPING = """\
source: made
country: DE
dates: YMD
files:
  - path: customers.csv
    rows: [{kind: customer, fields: {source_id: id, observed_at: at}}]
  - path: referrals.csv
    rows:
      - kind: referral
        fields: {source_id: referrer, referred_id: referred, at: at, channel: channel}
  - path: products.csv
    rows: [{kind: product, fields: {id: product, name: product, category: category}}]
  - path: orders.csv
    rows:
      - kind: order
        fields: {source_id: customer, number: number, ordered_at: at, total: total, currency: {const: EUR}}
      - kind: order_line
        fields: {order: number, product: product, quantity: {const: "1"}, price: total}
  - path: answers.csv
    rows:
      - kind: survey_answer
        fields:
          source_id: customer
          number: customer
          survey: {const: nps}
          metric: {const: nps}
          score: score
          answered_at: at
  - path: tickets.csv
    rows:
      - kind: ticket
        fields: {source_id: customer, number: number, opened_at: at, sentiment: {const: negative}}
"""

Values = np.ndarray[Any, np.dtype[Any]]
Columns = dict[str, Any]
"""Arrays of numpy or pyarrow, by column."""


def made_journal(folder: Path, customers: int, seed: int = 1) -> Journal:
    """The journal of the company, in a home below the folder, where its files are put, too."""
    files = [_written(folder / f"{name}.csv", columns) for name, columns in _tables(customers, seed).items()]
    mapping = folder / "made.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    journal = Journal.open(Settings(home=folder / "home"))
    ingest(mapping, files, journal)
    _give_customers(journal)
    return journal


def _tables(customers: int, seed: int) -> dict[str, Columns]:
    rng = np.random.default_rng(seed)
    ids = np.array([f"p{number:08d}" for number in range(customers)])
    joined = _BEGIN + np.sort(rng.integers(0, _DAYS, customers)) * _DAY
    return {
        "customers": {"id": ids, "at": _time(joined)},
        "referrals": _referrals(rng, ids, joined),
        "products": {
            "product": _products(np.arange(PRODUCTS)),
            "category": np.array([f"c{number % CATEGORIES}" for number in range(PRODUCTS)]),
        },
        "orders": _orders(rng, ids, joined),
        "answers": _some(rng, ids, joined, 0.2) | {"score": rng.integers(0, 11, int(customers * 0.2))},
        "tickets": _some(rng, ids, joined, 0.02)
        | {"number": np.array([f"t{number}" for number in range(int(customers * 0.02))])},
    }


def _referrals(rng: np.random.Generator, ids: Values, joined: Values) -> Columns:
    referred = np.repeat(np.arange(1, len(ids)), STATEMENTS_EACH)
    followed = (rng.random(len(referred)) * referred).astype(np.int64)
    # Copying the referrer of an earlier customer gives the number of people brought a power-law tail.
    copied = followed[np.minimum(followed * STATEMENTS_EACH, len(followed) - 1)]
    referrer = np.where(rng.random(len(referred)) < 0.5, copied, followed)
    return {
        "referrer": ids[referrer],
        "referred": ids[referred],
        "at": _time(joined[referred] - rng.integers(0, 40, len(referred)) * _DAY),
        "channel": np.array(["link", "app", "mail", "shop"])[rng.integers(0, 4, len(referred))],
    }


def _orders(rng: np.random.Generator, ids: Values, joined: Values) -> Columns:
    count = len(ids) * 3 // 2
    customer = rng.integers(0, len(ids), count)
    # Few products are very popular, most are not; each customer looks in one category and a few others.
    popular = np.minimum((rng.pareto(1.2, count) * 10).astype(np.int64), PRODUCTS // CATEGORIES - 1)
    category = np.where(rng.random(count) < 0.7, customer, rng.integers(0, CATEGORIES, count)) % CATEGORIES
    return {
        "customer": ids[customer],
        "number": np.array([f"o{number:08d}" for number in range(count)]),
        "at": _time(joined[customer] + rng.integers(0, 400, count) * _DAY),
        "total": rng.lognormal(3.5, 0.8, count).round(2),
        "product": _products(popular * CATEGORIES + category),
    }


def _some(rng: np.random.Generator, ids: Values, joined: Values, share: float) -> Columns:
    chosen = rng.choice(len(ids), int(len(ids) * share), replace=False)
    return {"customer": ids[chosen], "at": _time(joined[chosen] + rng.integers(0, 300, len(chosen)) * _DAY)}


def _products(numbers: Values) -> Values:
    names: Values = np.array([f"a{number}" for number in range(PRODUCTS)])
    return names[numbers]


def _time(seconds: Values) -> Any:
    return pa.array(seconds).cast(pa.timestamp("s", tz="UTC"))


def _written(path: Path, columns: Columns) -> Path:
    csv.write_csv(pa.table(columns), path)
    return path


def _give_customers(journal: Journal) -> None:
    connection = journal.connect()
    given = connection.sql(
        "SELECT record_id, 'c' || source_id[2:] AS customer_id, recorded_at AS valid_from FROM stored_records"
    ).to_arrow_table()
    connection.close()
    journal.append_table("assignments", given)

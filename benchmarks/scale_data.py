"""A made-up journal of any size: people with several records each, slips, moves and families."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from hashlib import blake2b
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.journal import Journal
from graph.journal.tables.schema import IDENTIFIERS
from graph.words.folding import transliterate

Column = npt.NDArray[Any]

_SOURCES = np.array(["crm", "shop", "app", "hotline"])
_OBSERVED = datetime(2026, 1, 1, tzinfo=UTC)
_LETTERS = np.array(list("abcdefghijklmnopqrstuvwxyz"))


def fill_journal(journal: Journal, records: int, seed: int = 7) -> None:
    """Store `records` record versions of about 0.62 as many people; the same ones for the same seed."""
    journal.append_table("records", made_records(records, seed))


def made_records(records: int, seed: int) -> pa.Table:
    """The same as rows of the journal's table `records`."""
    rng = np.random.default_rng(seed)
    people = _people(max(1, int(records * 0.62)), rng)
    owner = np.concatenate([np.arange(len(people["given"])), _repeaters(len(people["given"]), records, rng)])
    rng.shuffle(owner)
    owner = owner[:records]
    said = {name: values[owner] for name, values in people.items()}
    _slip(said, rng)
    return _table(said, seed, rng)


def _repeaters(people: int, records: int, rng: np.random.Generator) -> Column:
    """People that have a further record; some have many."""
    extra: Column = (people * rng.random(max(0, records - people)) ** 1.5).astype(np.int64)
    return extra


def _people(count: int, rng: np.random.Generator) -> dict[str, Column]:
    given, given_weights = _names("given_names.csv")
    family = _family_names(rng)
    homes = _homes(max(1, int(count * 0.55)), rng)
    home = rng.integers(0, len(homes["street"]), count)
    shares = rng.random(len(homes["street"]))
    household = family[_zipf(len(family), len(shares), rng)]
    own = family[_zipf(len(family), count, rng)]
    days = rng.integers(0, 25_000, count)
    number = np.arange(count)
    first = given[rng.choice(len(given), count, p=given_weights)]
    last = np.where(rng.random(count) < 0.8, household[home], own)
    mails = _joined(_joined(_plain(first), ".", _plain(last)), number % 9973, "@", number % 7, ".example.org")
    return {
        "given": first,
        "family": last,
        "birth_date": (np.datetime64("1936-01-01") + days).astype(str).astype(object),
        "email": mails,
        "phone": _joined("+4917", (10_000_000 + number * 17 % 89_000_000)),
        **{name: values[home] for name, values in homes.items()},
    }


def _homes(count: int, rng: np.random.Generator) -> dict[str, Column]:
    streets, street_weights = _names("streets.csv")
    parts = _family_names(rng)
    with _open("cities.csv") as file:
        cities = list(csv.DictReader(file))
    places = [(row["city"], code) for row in cities for code in row["postal_codes"].split()]
    place = rng.integers(0, len(places), count)
    named_after = _joined(parts[rng.integers(0, len(parts), count)], "straße")
    common = streets[rng.choice(len(streets), count, p=street_weights)]
    return {
        "street": np.where(rng.random(count) < 0.3, common, named_after),
        "house_number": rng.integers(1, 120, count).astype(str),
        "city": np.array([city for city, _ in places], dtype=object)[place],
        "postal_code": np.array([code for _, code in places], dtype=object)[place],
    }


def _slip(said: dict[str, Column], rng: np.random.Generator) -> None:
    """Misspell, leave out and move, in place."""
    count = len(said["given"])
    for name, share in (("given", 0.04), ("family", 0.05), ("street", 0.05), ("city", 0.02)):
        for place in np.flatnonzero(rng.random(count) < share):
            said[name][place] = _misspelt(said[name][place], rng)
    for name, share in (("birth_date", 0.45), ("email", 0.35), ("phone", 0.45), ("given", 0.01)):
        said[name][rng.random(count) < share] = None
    nowhere = rng.random(count) < 0.25
    moved = np.flatnonzero(rng.random(count) < 0.1)
    for name in ("street", "house_number", "city", "postal_code"):
        said[name][moved] = said[name][rng.permutation(moved)]
        said[name][nowhere] = None


def _misspelt(word: str, rng: np.random.Generator) -> str:
    place = int(rng.integers(0, len(word)))
    letter = str(_LETTERS[rng.integers(0, 26)])
    return (word[:place] + letter + word[place + 1 :], word[:place] + word[place + 1 :] or word)[place % 2]


def _table(said: dict[str, Column], seed: int, rng: np.random.Generator) -> pa.Table:
    count = len(said["given"])
    source = _SOURCES[rng.integers(0, len(_SOURCES), count)]
    keys = _joined(f"s{seed}-", np.arange(count))
    ids = _joined(source, ":", keys)
    columns = {
        "record_id": ids,
        "source": source,
        "source_id": keys,
        "given_name": said["given"],
        "family_name": said["family"],
        **{name: said[name] for name in ("birth_date", "street", "house_number", "postal_code", "city")},
    }
    arrays = {name: pa.array(values.tolist(), pa.string()) for name, values in columns.items()}
    return pa.table(
        {
            **arrays,
            "identifiers": _identifiers(said),
            "observed_at": pa.array([_OBSERVED] * count, pa.timestamp("us", tz="UTC")),
            "content_hash": pa.array(
                [blake2b(key.encode(), digest_size=16).digest() for key in ids], pa.binary()
            ),
            "ingest_id": pa.array(["made"] * count),
            "file": pa.array(["made"] * count),
            "line": pa.array(np.arange(count) + 1),
        }
    )


def _identifiers(said: dict[str, Column]) -> pa.Array[Any]:
    both = zip(said["email"].tolist(), said["phone"].tolist(), strict=True)
    return pa.array(
        [
            [
                {"kind": kind, "value": value, "properties": "{}"}
                for kind, value in (("email", email), ("phone", phone))
                if value
            ]
            for email, phone in both
        ],
        IDENTIFIERS,
    )


def _family_names(rng: np.random.Generator) -> Column:
    names, _ = _names("surnames.csv")
    with _open("surname_parts.csv") as file:
        rows = list(csv.DictReader(file))
    front = [row["part"] for row in rows if row["position"] == "front"]
    back = [row["part"] for row in rows if row["position"] != "front"]
    built = np.array([a + b for a in front for b in back], dtype=object)
    middle = np.array([name[: 2 + len(name) // 2] + b for name in names for b in back[:20]], dtype=object)
    further = np.concatenate([built, middle])
    return np.concatenate([names, further[rng.permutation(len(further))]])


def _zipf(names: int, count: int, rng: np.random.Generator) -> Column:
    weights = 1 / (np.arange(names) + 30.0)
    drawn: Column = rng.choice(names, count, p=weights / weights.sum())
    return drawn


def _names(file_name: str) -> tuple[Column, Column]:
    with _open(file_name) as file:
        rows = list(csv.DictReader(file))
    column = "street" if "street" in rows[0] else "name"
    weights = np.array([float(row["weight"]) for row in rows])
    return np.array([row[column] for row in rows], dtype=object), weights / weights.sum()


def _open(name: str) -> Any:
    return resources.files("ingest.sample").joinpath("data", name).open(encoding="utf-8")


def _plain(words: Column) -> Column:
    plain = {word: transliterate(word).lower().replace(" ", "") for word in set(words)}
    return np.array([plain[word] for word in words], dtype=object)


def _joined(*parts: Any) -> Column:
    """The parts side by side, row by row."""
    count = max(len(part) for part in parts if isinstance(part, np.ndarray))
    columns = [part.tolist() if isinstance(part, np.ndarray) else [part] * count for part in parts]
    rows = ["".join(map(str, row)) for row in zip(*columns, strict=True)]
    return np.array(rows, dtype=object)

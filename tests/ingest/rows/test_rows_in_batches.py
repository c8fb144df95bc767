"""Rows in batches become what each becomes by itself, whatever stands beside them."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.entries import Origin
from graph.errors import IngestError
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.identifiers.phones import Phone
from ingest.cleaning.texts import CountedZero
from ingest.mapping.cache import Cache
from ingest.mapping.cells import BadCell
from ingest.mapping_files.loader import load_mapping
from ingest.readers.base import BadRow, GoodRow, batches
from ingest.rows.clean_rows import clean_row, clean_rows
from tests.ingest.support import write
from tests.support.budget import examples

MAPPING = """
    source: shop
    dates: DMY
    nulls: [keine]
    files:
      - path: x.jsonl
        rows:
          - kind: customer
            when: {art: {not: intern}}
            delete_when: {art: weg}
            fields:
              source_id: nr
              observed_at: zeit
              full_name: {columns: [vor, nach]}
              birth_date: geboren
              country: land
              city: ort
              email: mail
              phone: [tel, {column: fax, country: {column: faxland}}]
              account: {column: konto, realm: {column: system}}
              handle: {column: netz, network: {column: netzname}}
          - kind: order_line
            fields: {order: nr, product: "teile[].art", quantity: "teile[].menge"}
"""
COLUMNS = (
    "nr art zeit vor nach geboren land ort mail tel fax faxland konto system netz netzname".split()  # noqa: SIM905
)
TEXTS = (
    "", "0", "7", "keine", "-", "weg", "intern", "Anna", "Frank", "2024-05-01", "31.02.1980", "1970-01-01",
    "a@b.de; c@d.de", "Tester", "030 1234567", "+43 1 234567", "1|030 99", "X\ud800", "=\"0123\"", "DE",
    "Nirgendwo",
)  # fmt: skip
CELLS: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(TEXTS),
    st.sampled_from(
        [None, True, 1, 1.0, 7, 2**70, float("nan"), BadCell("x", "is bad"), CountedZero("0"), ["7", 1], {}]
    ),
)
ROWS = st.fixed_dictionaries(
    dict.fromkeys(COLUMNS, CELLS),
    optional={"teile": st.lists(st.fixed_dictionaries({"art": CELLS, "menge": CELLS}), max_size=3)},
)


@settings(max_examples=examples(30), deadline=None)
@given(rows=st.lists(ROWS, max_size=8))
def test_a_batch_of_rows_becomes_what_its_rows_become(
    rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = write(tmp_path_factory.mktemp("m") / "m.yaml", MAPPING)
    origins = [Origin("x.jsonl", line) for line, _ in enumerate(rows, start=1)]
    by_themselves, together = (load_mapping(path).files[0].rows for _ in range(2))
    for alone, mapping in zip(by_themselves, together, strict=True):
        expected = [clean_row(alone, *pair) for pair in zip(rows, origins, strict=True)]
        assert repr(clean_rows(mapping, rows, origins)) == repr(expected)


@settings(max_examples=examples(30))
@given(
    digits=st.from_regex(r"[2-9][0-9]{4,11}", fullmatch=True),
    cut=st.integers(1, 6),
    mark=st.sampled_from(" /-"),
)
def test_a_national_number_is_the_international_one(digits: str, cut: int, mark: str) -> None:
    national = digits[:cut] + mark + digits[cut:]
    assert _phone(f"0{national}") == _phone(f"+49 {national}")


def _phone(text: str) -> object:
    try:
        return Phone().clean(text, Context(country="DE"))
    except InvalidValue as error:
        return str(error)


def test_rows_before_an_error_come_before_it() -> None:
    def rows() -> Iterator[GoodRow | BadRow]:
        yield GoodRow(1, {})
        yield BadRow(2, "", "is bad")
        raise IngestError("breaks off", "")

    found = batches(rows())
    assert [row.line for row in next(found)] == [1, 2]
    with pytest.raises(IngestError, match="breaks off"):
        next(found)


def test_long_rows_are_not_gathered() -> None:
    rows = iter([GoodRow(number, {}, 3_000_000) for number in range(5)])
    assert [len(batch) for batch in batches(rows)] == [2, 2, 1]


def test_a_cache_forgets_what_was_not_asked_for_lately() -> None:
    made: list[str] = []

    def make(text: str) -> str:
        made.append(text)
        return text.upper()

    cache = Cache(make, 2)
    assert [cache[text] for text in "abacadaeaf"] == list("ABACADAEAF")
    assert made.count("a") == 1
    assert len(made) == len(set(made))
    assert cache["b"] == "B"
    assert made.count("b") == 2

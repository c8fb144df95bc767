"""Numbers of refused rows: read again, they are what they were."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.journal import Journal
from graph.journal.quality.quarantine import RejectionFilter
from graph.settings import Settings
from ingest.pipeline.pipeline import ingest, replay
from ingest.row_text import read, written
from tests.ingest.support import write
from tests.support.characters import CHARACTERS
from tests.support.looking import look

MAPPING = """
    source: shop
    decimal: ","
    files:
      - path: {file}
        rows: [{{kind: order, fields: {{source_id: {who}, number: "n", ordered_at: at, total: total}}}}]
"""


@pytest.mark.parametrize("name", ["orders.jsonl", "orders.parquet"])
def test_amounts_of_rows_in_quarantine_are_the_same_when_they_are_read_again(
    tmp_path: Path, name: str
) -> None:
    journal = Journal.open(Settings(home=tmp_path / "home"))
    mapping = write(tmp_path / "m.yaml", MAPPING.format(file=name, who="nobody"))
    if name.endswith("parquet"):
        rows = {
            "nobody": ["0"],
            "who": ["u1"],
            "n": ["A1"],
            "at": ["2024-01-02"],
            "total": [Decimal("12.50")],
        }
        pq.write_table(pa.table(rows), tmp_path / name)
    else:
        row = '{"nobody": 0, "who": "u1", "n": "A1", "at": "2024-01-02", "total": 1.5E7}\n'
        write(tmp_path / name, row + row.replace('"n": "A1"', '"n": 1.5E7'))
    assert ingest(mapping, (), journal).total("accepted") == 0

    replay(write(tmp_path / "m.yaml", MAPPING.format(file=name, who="who")), RejectionFilter(), journal)

    found = [
        orjson.loads(nodes)[0] for (nodes,) in look(journal, "SELECT nodes FROM events WHERE kind = 'order'")
    ]
    assert [(it[1], it[2]["total"]) for it in found] == [
        (["shop:A1"], 12.5 if name.endswith("parquet") else 15_000_000.0)
    ]
    fields = [it.field for it in journal.in_quarantine()]
    assert fields == ([] if name.endswith("parquet") else ["number"])


_NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.decimals(
    allow_nan=False, allow_infinity=False
)


@given(
    st.dictionaries(
        st.text(CHARACTERS), _NUMBERS | st.integers() | st.text(CHARACTERS) | st.booleans() | st.none()
    )
)
def test_a_row_is_written_as_it_was_read(row: dict[str, Any]) -> None:
    text = written(row)
    again = read(text)
    assert again is not None
    assert written(again) == text

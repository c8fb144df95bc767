"""What the first rows of a table show does not depend on whether they come by columns or one by one."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.mapping.mapping import FileMapping
from ingest.pipeline.pipeline import IngestOptions, open_inputs
from ingest.readers.base import BadRow, Batch, rows_of
from ingest.readers.block import Block
from ingest.rows.key_columns import key_repair
from ingest.rows.strays import StrayLines
from tests.ingest.support import write
from tests.support.budget import examples

NAMES = ("Nr", "Mail", "Geb")
KEYS = (
    "1001", "0", "1", "00", "1001.0", "1.001", "12E5", "1,5", "a@b.de", "K 17", "K&nbsp;17", "K\xa017",
    "Kâ€ƒ7", "&#x32;", "n/a", "-", "", " 7 ", "Total:\tall", "ß1", "1;2", "0 ",
)  # fmt: skip
rows = st.lists(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS), st.sampled_from(("", "1.2.1980", "Geburt"))),
    max_size=12,
)


@pytest.fixture(scope="module", params=["Nr", "{column: Nr, split: ';'}"])
def entry(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> FileMapping:
    folder = tmp_path_factory.mktemp("mapping")
    mail = request.param.replace("Nr", "Mail")
    fields = f"{{source_id: Nr, email: {mail}, birth_date: Geb}}"
    text = f"source: crm\nfiles: [{{path: rows.csv, rows: [{{kind: customer, fields: {fields}}}]}}]\n"
    file = write(folder / "rows.csv", ",".join(NAMES) + "\n")
    [(_, found)] = open_inputs(write(folder / "crm.yaml", text), [file], IngestOptions()).inputs
    return found


@settings(max_examples=examples(60), deadline=None)
@given(rows=rows, bad=st.sets(st.integers(0, 11)))
@example(
    rows=[(key, "a@b.de", "1.2.1980") for key in ("1", "2", "3", "4")] + [("K&nbsp;17", "", "")], bad=set()
)
@example(rows=[("0", "1.0", ""), ("1", "2.0", ""), ("2", "0", "")], bad={1})
def test_columns_show_what_rows_show(entry: FileMapping, rows: list[tuple[str, ...]], bad: set[int]) -> None:
    lines = list(range(2, len(rows) + 2))
    broken = {at: BadRow(lines[at], "?", "broken") for at in bad if at < len(rows)}
    fields = [["", "", ""] if at in broken else list(row) for at, row in enumerate(rows)]
    block = replace(Block.of_fields(NAMES, lines, fields, len(rows)), bad=broken)
    batch = Batch(list(rows_of(block)))

    strays = StrayLines.of(entry, [block])
    assert strays == StrayLines.of(entry, [batch])
    by_column, by_row = (key_repair(entry, [it]).of_texts() for it in (block, batch))
    assert by_column.keys() == by_row.keys()
    for name, repair in by_column.items():
        assert [repair(key) for key in KEYS] == [by_row[name](key) for key in KEYS]
    assert list(rows_of(strays.set_aside(block))) == list(rows_of(strays.set_aside(batch)))

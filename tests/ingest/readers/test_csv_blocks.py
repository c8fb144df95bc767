"""Rows of a CSV file are the same, whether lines are taken by the block or one by one."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import ingest.readers.csv_file
import ingest.readers.csv_lines
from ingest.inputs.file import FileInput
from ingest.mapping.mapping import Reading
from ingest.readers import open_reader
from ingest.readers.base import BadRow, GoodRow
from tests.support.budget import examples

LINES = [
    *(b"1;2\n", b"3;x y\r\n", b";\n", b'"a;b";c\n', b"4;5;\n", b'6;"7\n', b"\n", b" \r", b'8"";9\n'),
    *(b"\0;1\n", b"\xff;1\n", "ü;\n".encode(), b'"1;2";3";"\n', b"5;6"),
    *(b"7;8;;\n", b'5" a;1\n', b'x";"abc\n', b'"y\n', b'z";1\n', b"x;y\n"),
    *(
        b" a;b\n",
        b"c; d\n",
        "\ufeffe;f\n".encode(),
        b"g;h\r",
        b"x ;y\n",
        b"NA;null\n",
        b";\r\n",
        b"e\x0b;f\x1c\n",
        "\xa0\n".encode(),
    ),
]
READINGS = [
    Reading("csv", "utf-8", ";", '"', header=("x", "y")),
    Reading("csv", "utf-8", ";", '"'),
    Reading("csv", "utf-8", ";", ""),
    Reading("csv", "utf-8", "|", '"'),
]


def rows(path: Path, reading: Reading) -> list[GoodRow | BadRow]:
    return list(open_reader(FileInput(path), reading).rows())


@settings(max_examples=examples(60), deadline=None)
@given(
    lines=st.lists(st.sampled_from(LINES), max_size=9),
    plain=st.integers(0, 5),
    reading=st.sampled_from(READINGS),
)
@example(lines=[LINES[-1]], plain=2, reading=READINGS[-1])
def test_rows_by_the_block_are_those_line_by_line(
    lines: list[bytes], plain: int, reading: Reading, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("blocks") / "x.csv"
    path.write_bytes(b"x;y\n" + b"k;v\n" * plain + b"".join(lines) + b"k;v\n" * plain)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest.readers.csv_file, "BLOCK_LINES", 4)
        patch.setattr(ingest.readers.csv_file, "_FEWEST_LINES", 1)
        by_block = rows(path, reading)
        patch.setattr(ingest.readers.csv_lines.Lines, "block", lambda *_: [])
        assert by_block == rows(path, reading)
    assert [row.line for row in by_block] == sorted(row.line for row in by_block)

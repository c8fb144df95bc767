"""Mappings that are wrong in every way: each is refused with file and line, none by a traceback."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import IngestError, MappingError
from ingest.mapping_files.loader import load_mapping
from ingest.pipeline.pipeline import IngestOptions, open_inputs
from tests.ingest.mapping_files.hostile_mappings import HOSTILE, WHOLE, Place, places, replaced
from tests.ingest.support import refusal, write
from tests.support.budget import examples

BOMB = "a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdef", "bcdefg", strict=True)
)
NO_ENCODING = 'encoding: "{}" is not an encoding; common ones: utf-8, cp1252, utf-16'
NO_GLOB = "path: is no name or glob of files; `**` stands for whole folders only"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for mappings that are written again and again."""
    return tmp_path_factory.mktemp("mappings")


def test_the_mapping_that_is_mutated_is_right(folder: Path) -> None:
    assert len(load_mapping(write(folder / "m.yaml", json.dumps(WHOLE, indent=1))).files) == 2


@settings(max_examples=examples(80), deadline=None)
@given(place=st.sampled_from(list(places(WHOLE))), value=st.sampled_from(HOSTILE))
def test_whatever_stands_anywhere_is_taken_or_named_with_its_line(
    folder: Path, place: Place, value: Any
) -> None:
    path = write(folder / "m.yaml", json.dumps(replaced(place, value), indent=1))
    refused = mistake_in(path)
    if refused is not None:
        first, *rest = refused.message.splitlines()
        named = rest if "mistake" in first else [first]
        assert all(line.startswith((f"{path}:", f"Mapping {path}")) for line in named)
        assert len(refused.message) < 20_000
        assert refused.hint


@pytest.mark.parametrize("name", ["k.csv", "k.XLSX", "k.parquet", "k.csv.gz"])
def test_a_file_of_rows_is_no_mapping(folder: Path, name: str) -> None:
    error = mistake_in(write(folder / name, "id,name\n1,Anna\n"))
    assert error is not None
    assert "it is no mapping" in error.message
    assert error.hint == f"`ckg propose {folder / name} --to k.yaml` writes one for it."


def mistake_in(path: Path) -> MappingError | None:
    """Why a mapping is refused with what it names, None when only that is not there."""
    try:
        open_inputs(path, (), IngestOptions())
    except MappingError as error:
        return error
    except IngestError:
        return None
    return None


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("a: " + "[" * 5000 + "]" * 5000, "nested too deeply"),
        ("a: " + "{x: " * 200_000, "nested too deeply"),
        ("- " * 5000 + "a", "nested too deeply"),
        ("a: " + "[" * 40 + "]" * 40, "1: is nested deeper than 30 levels"),
        ("".join(f"{' ' * n}a:\n" for n in range(990)), "31: is nested deeper than 30 levels"),
        ("a: &a [*a]", "1: contains itself through an alias"),
        (BOMB, "holds more than 100,000 values"),
        ("source: !!python/object/apply:os.system [ls]", "has the tag"),
        ("source: !mine crm", "1: has the tag !mine, which means nothing here"),
        ("source: a\n---\nsource: b", "found another document"),
        ("source: a\nsource: b", '2: "source" is there twice.'),
        ("<<: {source: a}", '"<<" is not known here'),
        ("? [a]\n: b", "must be a text"),
        ('source: "\\ud800"', "1: holds half of a character (a lone surrogate)"),
        ("source: a\x07", "a character that no text file holds"),
        ("source: a\n\tfiles: b", "2: not valid YAML"),
        ("x" * 1_000_001, "larger than 1 MB"),
    ],
)  # fmt: skip
def test_yaml_that_is_no_mapping(tmp_path: Path, text: str, mistake: str) -> None:
    with pytest.raises(MappingError) as caught:
        load_mapping(write(tmp_path / "crm.yaml", text))
    assert mistake in caught.value.message
    assert "crm.yaml" in caught.value.message
    assert len(caught.value.message) < 20_000


@pytest.mark.parametrize(
    ("lines", "mistake"),
    [
        ("priority: '²'", "2: priority: must be a whole number from 0 to 1000000"),
        ("priority: 1" + "0" * 5000, "2: priority: must be a whole number from 0 to 1000000"),
        ("dates: []", "2: dates: is empty"),
        ("dates: ['%Q']", "2: dates: must be DMY, MDY, YMD or a list of formats such as %d.%m.%Y"),
        ("dates: ['%Y %Y']", "2: dates: must be DMY, MDY, YMD or a list of formats such as %d.%m.%Y"),
        ("files: []", "2: files: is empty"),
    ],
)
def test_mistakes_at_the_top(tmp_path: Path, lines: str, mistake: str) -> None:
    assert mistake in refusal(tmp_path, f"source: crm\n{lines}\n")


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("encoding: rot13", NO_ENCODING.format('rot13')),
        ("encoding: idna", NO_ENCODING.format('idna')),
        ("delimiter: ''", "delimiter: must be one character, or `tab`"),
        ("quote: ab", "quote: must be one character, or `tab`"),
        ("quote: ','", "quote: `quote` and `delimiter` must differ"),
        ("delimiter: '\"'", "delimiter: `quote` and `delimiter` must differ"),
        ("escape: '\"'", "escape: `escape` and `quote` must differ"),
        ("escape: ab", "escape: must be one character, or `tab`"),
        ("header: [A, A]", 'header[1]: "A" is there twice.'),
        ("header: []", "header: is empty"),
        ("path: ''", "path: must not be empty"),
        ("path: ..", "path: must end with the name of a file"),
        ("path: 'a**b.csv'", NO_GLOB),
    ],
)  # fmt: skip
def test_mistakes_in_how_a_file_is_read(tmp_path: Path, line: str, mistake: str) -> None:
    rows = "rows: [{kind: customer, fields: {source_id: A}}]"
    path = "" if line.startswith("path") else "\n    path: k.csv"
    text = f"source: crm\nfiles:\n  - format: csv\n    {rows}\n    {line}{path}\n"
    assert f"5: files[0].{mistake}" in refusal(tmp_path, text)
    opened = mistake_in(tmp_path / "crm.yaml")
    assert opened is not None
    assert mistake in opened.message


def test_mappings_that_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "link.yaml").symlink_to("/dev/zero")
    for name, message in [("pipe.yaml", "a named pipe"), ("link.yaml", "a device"), (".", "a folder")]:
        with pytest.raises(MappingError, match=message):
            load_mapping(tmp_path / name)

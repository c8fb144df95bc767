"""JSON whose rows are in lists of its objects, as programs answer page by page."""

import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import IngestError
from ingest.inputs import FileInput
from ingest.mapping.mapping import Reading
from ingest.pipeline.pipeline import ingest
from ingest.readers import open_reader, text_file
from ingest.readers.base import BadRow, GoodRow
from ingest.readers.json_pages import Pages
from ingest.readers.text_file import TextFile
from tests.ingest.readers.ingested import bad, names, run
from tests.ingest.support import MemorySink, refusal, write

_PATH = "    record_path: results\n"
_PAGES = [
    {"count": 3, "results": [{"Nr": 1, "Name": "Müller"}, {"Nr": 2, "Name": 'O"Neil [Jr] {x}'}]},
    {"count": 3, "results": [{"Nr": 3, "Name": "Meier", "results": [{"Nr": 9}]}], "next": None},
    {"results": [], "meta": {"results": [{"Nr": 9}], "of": "results:"}},
]
_KEYS = st.sampled_from(["a", "b", "results", "Nr", 'q"', "[", "x:"])
_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.integers(0, 99) | st.text(st.sampled_from('ab"\\{}[]:, é\n'), max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=8,
)


def _written(form: str) -> str:
    match form:
        case "one a line":
            return "\n".join(map(json.dumps, _PAGES))
        case "an array":
            return json.dumps(_PAGES)
        case "over several lines":
            return json.dumps(_PAGES, indent=2)
        case _:
            return "\r\n".join(json.dumps(page, indent=1, ensure_ascii=False) for page in _PAGES)


@pytest.mark.parametrize("form", ["one a line", "an array", "over several lines", "one after the other"])
def test_the_elements_of_lists_are_rows(tmp_path: Path, form: str) -> None:
    summary, sink = run(tmp_path, write(tmp_path / "k.json", _written(form)), _PATH)

    assert names(sink) == [("1", "Müller"), ("2", 'O"Neil [Jr] {x}'), ("3", "Meier")]
    assert (bad(sink), summary.files[0].rows) == ([], 3)


def test_a_path_leads_through_objects_and_lists(tmp_path: Path) -> None:
    pages = {"data": [{"people": [{"Nr": 1}, {"Nr": 2}]}, {"people": [{"Nr": 3}]}], "people": [{"Nr": 9}]}
    _, sink = run(tmp_path, write(tmp_path / "k.json", json.dumps(pages)), "    record_path: data.people\n")

    assert [nr for nr, _ in names(sink)] == ["1", "2", "3"]


@pytest.mark.parametrize("name", ["données", "клиенты", 'a"b', "a\\b"])
def test_keys_are_what_their_escapes_stand_for(tmp_path: Path, name: str) -> None:
    file = write(tmp_path / "k.json", json.dumps([{name: [{"Nr": 1}]}, {name: [{"Nr": 2}]}]))
    _, sink = run(tmp_path, file, f"    record_path: {json.dumps(name, ensure_ascii=False)}\n")

    assert [nr for nr, _ in names(sink)] == ["1", "2"]


def test_a_row_keeps_its_line_and_a_broken_one_costs_itself(tmp_path: Path) -> None:
    text = '{"results": [\n{"Nr": 1},\n{"Nr": 2, "Nr": 3},\n7,\n{"Nr": 4}\n]}\n'
    _, sink = run(tmp_path, write(tmp_path / "k.json", text), _PATH)

    assert [nr for nr, _ in names(sink)] == ["1", "4"]
    assert [record.origin.line for record in sink.records] == [2, 5]
    assert bad(sink) == [(3, "has an object with a key that is there twice"), (4, "is not a JSON object")]


def test_objects_without_the_list_are_told(tmp_path: Path) -> None:
    text = '{"results": [{"Nr": 1}]}\n{"error": "slow down"}\n{"results": null}\n'
    summary, _ = run(tmp_path, write(tmp_path / "k.json", text), _PATH)

    assert summary.files[0].remarks == {"without a list results": 2}


def test_a_wrong_path_is_an_error_that_names_the_lists_there_are(tmp_path: Path) -> None:
    file = write(tmp_path / "k.json", '{"data": {"people": [{"Nr": 1}]}, "errors": []}')

    with pytest.raises(IngestError, match="has no list under results") as refused:
        run(tmp_path, file, _PATH)
    assert "data.people, errors." in refused.value.hint


def test_what_breaks_off_keeps_the_rows_before(tmp_path: Path) -> None:
    reader = open_reader(
        FileInput(write(tmp_path / "k.json", '{"results": [{"Nr": 1},\n{"Nr": 2}, {"Nr"')),
        Reading("jsonl", record_path="results"),
    )
    found = []
    with pytest.raises(IngestError, match="breaks off"):
        found.extend(row for row in reader.rows())
    assert [row.values["Nr"] for row in found if isinstance(row, GoodRow)] == [1, 2]


def test_other_formats_have_no_such_path(tmp_path: Path) -> None:
    rows = "    rows: [{kind: customer, fields: {source_id: Nr}}]\n"
    text = f"source: crm\nfiles:\n  - path: k.csv\n{_PATH}{rows}"

    assert refusal(tmp_path, text) == ["4: files[0].record_path: is for JSON files only"]


@given(
    texts=st.lists(st.text(st.sampled_from('ab"\\{}[],:'), max_size=12), max_size=12),
    most=st.integers(30, 60),
    before=st.integers(0, 60),
)
def test_a_line_that_comes_in_pieces_may_be_cut_anywhere(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], most: int, before: int
) -> None:
    file = tmp_path_factory.getbasetemp() / "line.json"
    page = {"before": "." * before, "results": [{"x": text} for text in texts], "more": "..."}
    file.write_text(json.dumps([page, page]), encoding="utf-8")
    with patch.object(text_file, "MAX_LINE", most):
        found = list(open_reader(FileInput(file), Reading("jsonl", record_path="results")).rows())
        beside = list(Pages().of(TextFile(FileInput(file), "utf-8").pieces()))

    assert [row.values["x"] for row in found if isinstance(row, GoodRow)] == texts * 2
    assert [json.loads(text) for text in beside] == [_emptied(page)] * 2


@given(
    pages=st.lists(st.dictionaries(_KEYS, _VALUES, max_size=4), max_size=4), indent=st.sampled_from([None, 1])
)
def test_whatever_is_around_the_rows_are_those_of_a_parser(
    tmp_path_factory: pytest.TempPathFactory, pages: list[dict[str, Any]], indent: int | None
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.json"
    file.write_text("\n".join(json.dumps(page, indent=indent) for page in pages), encoding="utf-8")
    plain, with_outer = (
        open_reader(FileInput(file), Reading("jsonl", record_path="results", outer=outer)).rows()
        for outer in (False, True)
    )

    lists = [(page, page["results"]) for page in pages if isinstance(page.get("results"), list)]
    wanted = [(page, it if isinstance(it, dict) else None) for page, elements in lists for it in elements]
    assert [None if isinstance(row, BadRow) else row.values for row in plain] == [it for _, it in wanted]
    assert [None if isinstance(row, BadRow) else row.values for row in with_outer] == [
        it if it is None else {**it, "_outer": _emptied(page)} for page, it in wanted
    ]


def _emptied(value: Any) -> Any:
    """What is said beside lists, which are empty in it."""
    if isinstance(value, dict):
        return {key: _emptied(part) for key, part in value.items()}
    return [] if isinstance(value, list) else value


def test_rows_may_have_what_stands_around_their_list_wherever_it_stands(tmp_path: Path) -> None:
    pages = [
        {"town": {"name": "Ulm"}, "results": [{"Nr": 1}, {"Nr": 2}]},
        {"town": {"name": "Nowhere"}},
        {"results": [{"Nr": 3}], "more": [{"town": 7}], "town": {"name": "Bonn"}},
    ]
    fields = "{source_id: Nr, city: _outer.town.name}"
    rows = f"[{{kind: customer, fields: {fields}}}]"
    _, sink = run(tmp_path, write(tmp_path / "k.json", json.dumps(pages, indent=1)), _PATH, rows)

    assert [record.attributes["city"] for record in sink.records] == ["Ulm", "Ulm", "Bonn"]


def test_what_stands_around_a_list_and_cannot_be_read_refuses_its_rows_alone(tmp_path: Path) -> None:
    pages = (
        '{"a": 1, "a": 2, "results": [{"Nr": 1}]}',
        '{"a": "Ulm", "results": [\x02, {"Nr": 2}]}',
        '{"a": "Bonn", "results": [{"Nr": 3}]}',
    )
    text = "\n".join(pages)
    rows = "[{kind: customer, fields: {source_id: Nr, city: _outer.a}}]"
    _, sink = run(tmp_path, write(tmp_path / "k.json", text), _PATH, rows)

    assert [(record.source_id, record.attributes["city"]) for record in sink.records] == [
        ("2", "Ulm"),
        ("3", "Bonn"),
    ]
    assert bad(sink) == [
        (1, "is in a list of an object that has an object with a key that is there twice"),
        (2, "is not valid JSON: Expecting value"),
    ]


def test_each_list_of_a_file_goes_to_its_entry_under_a_name_of_its_own(tmp_path: Path) -> None:
    write(tmp_path / "k.json", json.dumps({"old": [{"Nr": 1}], "new": [{"Nr": 2}], "other": [{"Nr": 3}]}))
    rows = "    rows: [{kind: customer, fields: {source_id: Nr}}]\n"
    entries = [f"  - path: k.json\n    record_path: {name}\n{rows}" for name in ("old", "new")]
    mapping = write(tmp_path / "crm.yaml", "source: crm\nfiles:\n" + "".join(entries))

    for named in ((), (tmp_path / "k.json",)):
        sink = MemorySink()
        ingest(mapping, named, sink)
        found = [(record.source_id, record.origin.file.rpartition("/")[2]) for record in sink.records]
        assert found == [("1", "k.json:old"), ("2", "k.json:new")]


def test_lists_may_be_in_the_element_of_a_list_that_a_path_means(tmp_path: Path) -> None:
    person = {"Nr": 1, "homes": [{"of": "a.b", "mails": [{"at": "a@b.example"}, {"at": "c@b.example"}]}]}
    logins = '{column: "homes[of=a.b].mails[].at", realm: app}'
    rows = f"[{{kind: account, fields: {{source_id: Nr, account: {logins}}}}}]"
    _, sink = run(tmp_path, write(tmp_path / "k.json", json.dumps([person])), "", rows)

    found = [it.value for event in sink.events("account") for it in event.identifiers]
    assert found == ["app:a@b.example", "app:c@b.example"]

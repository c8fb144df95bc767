"""Files as they come: encodings, broken rows, wrong formats."""

import gzip
from pathlib import Path

import pytest

from graph.errors import IngestError, MappingError
from ingest.pipeline.pipeline import ingest
from tests.ingest.readers.ingested import CUSTOMERS, bad, names, run
from tests.ingest.support import MemorySink, write


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("cp1252", "cp1252"),
        ("iso-8859-15", "iso-8859-15"),
        ("utf-16", "utf-16"),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, said: str) -> None:
    file = write(tmp_path / "k.csv", "Nr,Name,Ort\n1,Müller,Köln\n2,Groß,Gießen\n", encoding)
    _, sink = run(tmp_path, file, f"    encoding: {said}\n" if said else "")
    assert names(sink) == [("1", "Müller"), ("2", "Groß")]
    assert sink.records[0].origin.line == 2


@pytest.mark.parametrize(("delimiter", "said"), [("\x01", "\\x01"), ("\x1f", "\\x1f")])
def test_control_characters_may_stand_between_columns(tmp_path: Path, delimiter: str, said: str) -> None:
    rows = "".join(f"{number};Kern;Ulm\n" for number in range(1, 99))
    file = write(tmp_path / "k.csv", f"Nr;Name;Ort\n{rows}".replace(";", delimiter))
    _, sink = run(tmp_path, file, f'    delimiter: "{said}"\n')

    assert names(sink) == [(str(number), "Kern") for number in range(1, 99)]


def test_a_byte_that_does_not_fit_costs_its_row_only(tmp_path: Path) -> None:
    file = tmp_path / "k.csv"
    file.write_bytes(b"Nr,Name,Ort\n1,M\xfcller,K\xc3\xb6ln\n2,Meier,Ulm\n")
    summary, sink = run(tmp_path, file)
    assert names(sink) == [("2", "Meier")]
    assert bad(sink) == [(2, "has a byte (0xfc) that is not utf-8; is it in another encoding?")]
    assert sink.rejections[0].row == "1,M\\xfcller,Köln"
    assert (summary.total("rows"), summary.total("rejected_rows")) == (2, 1)


def test_a_header_in_another_encoding_than_said_is_an_error(tmp_path: Path) -> None:
    file = write(tmp_path / "k.csv", "Nr,Straße\n1,x\n", "cp1252")
    with pytest.raises(IngestError, match=r"header .* not utf-8"):
        run(tmp_path, file, "    encoding: utf-8\n")


def test_another_encoding_than_said_is_an_error(tmp_path: Path) -> None:
    file = write(tmp_path / "k.csv", "Nr,Name,Ort\n1,A,B\n", "utf-16")
    with pytest.raises(IngestError, match="is utf-16, the mapping says utf-8"):
        run(tmp_path, file, "    encoding: utf-8\n")


def test_broken_csv_rows_cost_themselves_only(tmp_path: Path) -> None:
    file = write(
        tmp_path / "k.csv",
        """
        Nr;Name;Ort
        1;"Müller; Söhne";"Köln
        Deutz"
        2;Kurz
        3;Lang;Ulm;zu viel
        4;Gut;Ulm;;
        5;"Offen;Ulm
        6;Zoll 5" breit;Ulm

        ;;
        7;"Sagt ""Hallo"" laut";Ulm
        """,
    )
    summary, sink = run(tmp_path, file, '    delimiter: ";"\n')
    assert names(sink) == [
        ("1", "Müller; Söhne"),
        ("4", "Gut"),
        ("6", 'Zoll 5" breit'),
        ("7", 'Sagt "Hallo" laut'),
    ]
    assert sink.records[0].attributes["city"] == "Köln Deutz"
    assert bad(sink) == [
        (4, "has 2 columns where the header has 3"),
        (5, "has 4 columns where the header has 3"),
        (7, 'has a quote that is not closed, or one within quotes that is not doubled ("")'),
    ]
    assert summary.files[0].rows == 7


def test_other_layouts_of_csv(tmp_path: Path) -> None:
    file = write(tmp_path / "k.csv", "Export vom 1.7.\n\n1|'A|B'|Ulm\r\n2|C|Ulm\r\n")
    layout = "    delimiter: '|'\n    quote: \"'\"\n    skip: 1\n    header: [Nr, Name, Ort]\n"
    _, sink = run(tmp_path, file, layout)
    assert names(sink) == [("1", "A|B"), ("2", "C")]


def test_packed_files(tmp_path: Path) -> None:
    file = tmp_path / "k.csv.gz"
    file.write_bytes(gzip.compress(b"Nr,Name,Ort\n1,A,B\n"))
    assert names(run(tmp_path, file)[1]) == [("1", "A")]
    file.write_bytes(file.read_bytes()[:-12])
    with pytest.raises(IngestError, match="damaged"):
        run(tmp_path, file)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"PAR1xxxx", "Parquet"),
        (b"PK\x03\x04xxxx", "Excel"),
        (b"\xd0\xcf\x11\xe0xxxx", "Excel"),
    ],
)
def test_what_is_no_csv_file(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "k.csv"
    file.write_bytes(content)
    with pytest.raises(IngestError, match=message):
        run(tmp_path, file)


def test_a_file_with_a_header_only_has_no_rows(tmp_path: Path) -> None:
    summary, sink = run(tmp_path, write(tmp_path / "k.csv", "Nr,Name,Ort\n"))
    assert (summary.total("rows"), sink.records) == (0, [])


def test_missing_columns_are_refused_with_a_near_name(tmp_path: Path) -> None:
    file = write(tmp_path / "k.csv", "Nr,Nahme,Ort,Extra\n1,A,B,C\n")
    sink = MemorySink()
    mapping = write(tmp_path / "crm.yaml", f"source: crm\nfiles:\n  - path: k.csv\n    rows: {CUSTOMERS}\n")
    with pytest.raises(MappingError) as caught:
        ingest(mapping, (file,), sink)
    assert caught.value.message.splitlines()[1:] == [
        f"{mapping}:4: files[0].rows[0].fields.family_name: "
        'file k.csv has no column "Name". Did you mean "Nahme"?'
    ]
    assert sink.entries == []


def test_a_wrong_delimiter_is_named(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match='Its header looks separated by ";"; set `delimiter`'):
        run(tmp_path, write(tmp_path / "k.csv", "Nr;Name;Ort\n1;A;B\n"), '    delimiter: ","\n')


def test_missing_files_and_folders(tmp_path: Path) -> None:
    mapping = write(tmp_path / "crm.yaml", f"source: crm\nfiles:\n  - path: k.csv\n    rows: {CUSTOMERS}\n")
    for given, message in [
        ((), "No file"),
        ((tmp_path / "x.csv",), "missing"),
        ((tmp_path,), "no file that fits k.csv"),
    ]:
        with pytest.raises(IngestError, match=message):
            ingest(mapping, given, MemorySink())


def test_a_long_field_costs_nothing(tmp_path: Path) -> None:
    file = write(tmp_path / "k.csv", f"Nr,Name,Ort,Text\n1,A,Ulm,{'x' * 200_000}\n2,B,Ulm,\n")
    _, sink = run(tmp_path, file)
    assert names(sink) == [("1", "A"), ("2", "B")]
    assert bad(sink) == []


def test_many_open_quotes_cost_their_rows_only(tmp_path: Path) -> None:
    broken = "".join(f'{number},"Offen,Ulm\n' for number in range(501))
    _, sink = run(tmp_path, write(tmp_path / "k.csv", f"Nr,Name,Ort\n{broken}9999,Gut,Ulm\n"))
    assert names(sink)[-1] == ("9999", "Gut")


def test_marks_of_byte_order_between_joined_files_say_nothing(tmp_path: Path) -> None:
    lines = '\ufeff{"Nr": 1, "Name": "Meier", "Ort": ""}\n\ufeff{"Nr": 2, "Name": "Groß", "Ort": ""}\n'
    assert names(run(tmp_path, write(tmp_path / "k.jsonl", lines))[1]) == [("1", "Meier"), ("2", "Groß")]


@pytest.mark.parametrize("lines", ["\n", "\n\n", "\n\ufeff"])
def test_a_header_once_more_is_no_row_and_told(tmp_path: Path, lines: str) -> None:
    file = write(tmp_path / "k.csv", f"Nr,Name,Ort\n1,Meier,Ulm{lines}Nr,Name,Ort\n2,Groß,Gießen\n")
    summary, sink = run(tmp_path, file)

    assert names(sink) == [("1", "Meier"), ("2", "Groß")]
    assert summary.files[0].remarks == {"the header once more: no row": 1}

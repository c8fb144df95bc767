"""Files as nobody should write them, and what is right: which rows go in, which are refused and why."""

import bz2
import gzip
import json
import lzma
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pyarrow as pa

HEAD = "Nr,Name,Ort\n"
GOOD = "8,Meier,Ulm\n9,Groß,Köln\n"


@dataclass(frozen=True)
class Case:
    """A file and what becomes of it: `error` for the whole, or rows that are stored and refused.

    `bad` are lines, fields and the beginnings of reasons; `broken` that the error comes behind rows that are
    stored.
    """

    name: str
    content: bytes
    good: tuple[str, ...] = ("8", "9")
    bad: tuple[tuple[int, str, str], ...] = ()
    error: str = ""
    broken: bool = False
    file: str = "k.csv"
    options: dict[str, Any] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)


def csv(name: str, text: str, **expected: Any) -> Case:
    """A CSV file with header and two good rows at the end, 8 and 9, around the text."""
    return Case(name, (HEAD + text + GOOD).encode(), **expected)


def whole(name: str, content: bytes | str, error: str, **expected: Any) -> Case:
    """A CSV file that is refused as a whole."""
    raw = content.encode() if isinstance(content, str) else content
    return Case(name, raw, (), error=error, **expected)


def jsonl(name: str, line: str, **expected: Any) -> Case:
    """A JSON Lines file with a line before two good ones."""
    good = '{"Nr": 8, "Name": "Meier", "Ort": "Ulm"}\n{"Nr": 9, "Name": "Groß", "Ort": "Köln"}\n'
    return Case(name, f"{line}\n{good}".encode(), file="k.jsonl", **expected)


def zipped(content: bytes) -> bytes:
    """A ZIP archive, as a workbook is one."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", content)
    return packed.getvalue()


TEXT = (HEAD + GOOD).encode()
ALL = ("1", "8", "9")
UTF8 = {"encoding": "utf-8"}
LONG = (HEAD + GOOD + "".join(f"{n},N{n * n},Ulm\n" for n in range(10, 99_999))).encode()
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": lambda content: pa.compress(content, "zstd", asbytes=True),
}
NOT_DOUBLED = "has a quote that is not closed, or one within quotes that is not doubled"
ESCAPED = "has a quote that is not doubled; if \\\" stands for \", set `escape: '\\'`"
ESCAPE = {"escape": "\\"}

QUOTES = (
    csv("escaped quotes", '"1","Firma \\"Otto\\" Kern",Ulm\n', bad=((2, "", ESCAPED),)),
    csv("escaped quotes at the end", '1,"Otto \\"",Ulm\n', bad=((2, "", ESCAPED),)),
    csv(
        "escaped quotes and a line break",
        '"1","Firma \\"A\\"\nKern, x","Ulm"\n',
        bad=((2, "", ESCAPED), (3, "", "seems to be the rest")),
    ),
    csv(
        "escape set",
        '"1","Firma \\"Otto\\" Kern",Ulm\n',
        good=ALL,
        options=ESCAPE,
        values={"1": 'Firma "Otto" Kern'},
    ),
    csv("escape of itself", '1,"C:\\\\",Ulm\n', good=ALL, options=ESCAPE, values={"1": "C:\\"}),
    csv(
        "escape of the delimiter",
        "1,Kern\\, Otto,Ulm\n",
        good=ALL,
        options=ESCAPE,
        values={"1": "Kern, Otto"},
    ),
    csv(
        "escape of a line end",
        "1,Kern\\\nOtto,Ulm\n2\n",
        good=ALL,
        options=ESCAPE,
        values={"1": "Kern Otto"},
        bad=((4, "", "has 1 columns"),),
    ),
    csv("escape of nothing", "1,C:\\temp,\\N\n", good=ALL, options=ESCAPE, values={"1": "C:\\temp"}),
    csv(
        "escape and doubled quotes",
        '1,"a ""b"" \\"c\\"",Ulm\n',
        good=ALL,
        options=ESCAPE,
        values={"1": 'a "b" "c"'},
    ),
    csv(
        "escaped quote in a text on two lines",
        '1,"a \\"b\\"\nc",Ulm\n',
        good=ALL,
        options=ESCAPE,
        values={"1": 'a "b" c'},
    ),
    csv("backslash before a closing quote", '1,"C:\\",Ulm\n', good=ALL, values={"1": "C:\\"}),
    csv("doubled quotes", '1,"a ""b"" c",Ulm\n', good=ALL, values={"1": 'a "b" c'}),
    csv("inches", '1,12" Rohr,Ulm\n', good=ALL, values={"1": '12" Rohr'}),
    csv("inches in quotes", '"1","12" Rohr","Ulm"\n', bad=((2, "", NOT_DOUBLED),)),
    csv("quote not closed", '1,"Ohne Ende,Ulm\n', bad=((2, "", NOT_DOUBLED),)),
    csv("quote closed within", '"5","Ohne Ende,"Ulm"\n', bad=((2, "", NOT_DOUBLED),)),
    csv("spaces before quotes", '1, "Kern, Otto", "Ulm"\n', good=ALL, values={"1": "Kern, Otto"}),
    csv("line breaks in quotes", '1,"Kern\r\n\nOtto",Ulm\n', good=ALL, values={"1": "Kern Otto"}),
    csv("many lines in quotes", '1,"' + "x\n" * 300 + '",Ulm\n', good=ALL, values={"1": "x " * 299 + "x"}),
    csv(
        "too many lines in quotes",
        '1,"' + "x\n" * 520 + '",Ulm\n',
        bad=(
            (2, "", NOT_DOUBLED),
            *((line, "", "has 1 columns") for line in range(3, 522)),
            (522, "", NOT_DOUBLED),
        ),
    ),
    Case(
        "escaped quotes and line breaks in a file of quotes",
        b'"Nr","Name","Ort"\n"1","a \\"b\\"\nline,x,y\nKern","Ulm"\n"8","Meier","Ulm"\n"9","Otto","Ulm"\n',
        bad=((2, "", ESCAPED), (3, "", "seems to be the rest"), (4, "", "has 2 columns")),
    ),
    csv("no quotes at all", '1,"a,Ulm\n', good=ALL, options={"quote": ""}, values={"1": '"a'}),
)

ROWS = (
    csv("too few cells", "1,Kurz\n", bad=((2, "", "has 2 columns where the header has 3"),)),
    csv("too many cells", "1,Lang,Ulm,x\n", bad=((2, "", "has 4 columns where the header has 3"),)),
    csv("delimiters at the end", "1,Gut,Ulm,,,\n", good=ALL),
    csv("blank lines", "\n \n,,\n\t\n"),
    csv("a total at the end of a page", "Summe: 5 Zeilen\n", bad=((2, "", "has 1 columns"),)),
    csv("NUL bytes", "1,a\0b,Ulm\n", bad=((2, "", "contains NUL bytes"),)),
    csv("a very long field", f"1,{'x' * 200_000},Ulm\n", bad=((2, "", "has a field that is too long"),)),
    csv(
        "a row of 12 MB",
        f"1,{'x' * 12_000_000},Ulm\n",
        bad=((2, "", "is longer than 10,000,000 characters"),),
    ),
    csv("no key", ",Ohne,Ulm\n", bad=((2, "source_id", "is empty"),)),
    Case("old line ends", TEXT.replace(b"\n", b"\r")),
    Case("Windows line ends", TEXT.replace(b"\n", b"\r\n")),
    Case("no line end at the end", TEXT.rstrip()),
    Case("a header only", HEAD.encode(), ()),
    Case("a header that ends nowhere", HEAD.strip().encode(), ()),
)

HEADERS = (
    whole("nothing", b"", "is empty: it has no header"),
    whole("blank lines only", "\n\n \n", "is empty: it has no header"),
    whole("a byte order mark only", b"\xef\xbb\xbf", "is empty: it has no header"),
    whole("all skipped", TEXT, "is empty: it has no header", options={"skip": 50}),
    whole(
        "a header in cp1252",
        "Nr,Name,Straße\n".encode("cp1252"),
        "The header of file .* not utf-8",
        options={"encoding": "utf-8"},
    ),
    whole(
        "a quote in the header",
        '"Nr,Name,Ort\n1,A,B\n',
        "The header of file .* has a quote that is not closed",
    ),
    whole(
        "a column twice", "Nr,Name,Name,Ort\n1,A,B,C\n", r'has several columns "Name": say "Name \(1\)" or'
    ),
    whole(
        "another delimiter",
        "Nr;Name;Ort\n1;A;B\n",
        'looks separated by ";"; set `delimiter`',
        options={"delimiter": ","},
    ),
    Case("a delimiter that nobody named", TEXT.replace(b",", b";")),
    Case("tabs that nobody named", TEXT.replace(b",", b"\t")),
    Case(
        "bars, and commas in texts", b"Nr|Name|Ort\n8|Meier, A|Ulm\n9|B, C, D|Ulm\n", values={"9": "B, C, D"}
    ),
    Case("quotes that nobody named", b"Nr,'Name','Ort'\n8,'Meier, A','Ulm'\n9,'B','Ulm'\n"),
    Case(
        "one column more in a row", b"Nr;Name;Ort\n" + b"8;Meier;Ulm\n9;A;B;C\n", ("8",), ((3, "", "has 4"),)
    ),
    whole("a missing column", "Nr,Nahme,Ort\n1,A,B\n", 'has no column "Name". Did you mean "Nahme"'),
    whole("10,000 other columns", ",".join(f"S{i}" for i in range(10_000)) + "\n", 'has no column "Nr"'),
    whole(
        "sep= of another delimiter",
        "sep=;\nNr;Name;Ort\n",
        'says in its first line that ";" separates',
        options={"delimiter": ","},
    ),
    Case("sep= and no delimiter named", b"sep=;\n" + TEXT.replace(b",", b";")),
    whole("NUL bytes only", b"\0" * 5_000, "begins with nothing but NUL bytes"),
    whole("a header of 12 MB", "x" * 12_000_000, "The header of file .* is longer than"),
    Case("sep=", b"sep=,\n" + TEXT),
    Case("sep= of a tab", b"sep=\t\n" + TEXT.replace(b",", b"\t"), options={"delimiter": "tab"}),
    Case("byte order mark", b"\xef\xbb\xbf" + TEXT),
    Case("spaces in the header", TEXT.replace(b"Nr,Name,", "\u00a0Nr ,\ufeffName\u200b,  ".encode())),
    Case("blank lines before the header", b"\n\n" + TEXT),
    Case(
        "10,000 columns",
        (HEAD.strip() + "," * 9_997 + "\n").encode() + GOOD.replace("\n", "," * 9_997 + "\n").encode(),
    ),
)

FORMATS = (
    whole("half a workbook", zipped(b"x")[:-30], "is a ZIP archive or an Excel workbook that breaks off"),
    whole("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "is an Excel workbook"),
    whole("a web page", "<!DOCTYPE html><html><body>Login</body>", "is a web page or XML"),
    whole("a table of a web page", "\n  <table><tr><td>Nr</td>", "is a web page or XML"),
    whole("XML", '<?xml version="1.0"?><Workbook/>', "is a web page or XML"),
    whole("a PDF document", b"%PDF-1.7\n", "is a PDF document"),
    Case("bzip2", bz2.compress(TEXT)),
    Case("xz", lzma.compress(TEXT)),
    Case("zstd", pa.compress(TEXT, "zstd", asbytes=True)),
    whole("gzip twice", gzip.compress(gzip.compress(TEXT)), "is packed twice, by gzip"),
    whole("bzip2 in gzip", gzip.compress(bz2.compress(TEXT)), "is packed twice, by bzip2"),
    whole("a packed workbook", gzip.compress(zipped(b"x")), "is an Excel workbook or a packed archive"),
    whole("a database", b"SQLite format 3\0" + bytes(100), "is an SQLite database"),
    whole("Parquet", b"PAR1" + bytes(100), "is a Parquet file"),
    whole("Avro", b"Obj\x01" + bytes(100), "is an Avro file"),
    whole("noise", bytes(range(256)) * 20, "k.csv"),
    Case("gzip by another name", gzip.compress(TEXT)),
    Case("two gzip members", gzip.compress(HEAD.encode()) + gzip.compress(GOOD.encode())),
    Case("no gzip in spite of its name", TEXT, file="k.csv.gz"),
    Case(
        "gzip with noise behind it",
        gzip.compress(TEXT) + b"noise",
        error="breaks off or is damaged behind line 3",
        broken=True,
    ),
    *(
        Case(
            f"half a {name}",
            pack(LONG)[:-9_000],
            error=r"breaks off or is damaged behind line [\d,]+\. [\d,]+ rows of it were read and are kept",
            broken=True,
        )
        for name, pack in PACKINGS.items()
    ),
)

ENCODINGS = (
    Case(
        "cp1252 in the middle",
        (HEAD + "1,M").encode() + b"\xfcller,Ulm\n" + GOOD.encode(),
        bad=((2, "", "has a byte (0xfc) that is not utf-8"),),
    ),
    *(
        whole(
            f"{name} and not UTF-8",
            TEXT.decode().encode(name),
            f"is {name}, the mapping says utf-8",
            options=UTF8,
        )
        for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32")
    ),
    *(
        Case(f"{name} that nobody named", TEXT.decode().encode(name), values={"9": "Groß"})
        for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252")
    ),
    Case(
        "Polish by the source's country",
        f"{HEAD}8,Łukasz,Łódź\n9,Świętosława,Kraków\n".encode("cp1250"),
        options={"country": "PL"},
        values={"8": "Łukasz", "9": "Świętosława"},
    ),
    Case(
        "Ukrainian by the source's country",
        f"{HEAD}8,Кіра,Київ\n9,Їжак,Рівне\n".encode("cp1251"),
        options={"country": "UA"},
        values={"8": "Кіра", "9": "Їжак"},
    ),
    Case(
        "Japanese, of which nothing is known",
        "Nr,Name,Ort\n8,田中,東京\n".encode("shift_jis"),
        good=(),
        bad=((2, "", "has a byte (0x93) that is not utf-8"),),
        options={"country": "JP"},
    ),
    whole("UTF-8 and not UTF-16", TEXT, "is utf-8, the mapping says utf-16", options={"encoding": "utf-16"}),
    whole(
        "UTF-16 of the other order",
        TEXT.decode().encode("utf-16-be"),
        "is utf-16-be, the mapping says utf-16",
        options={"encoding": "utf-16"},
    ),
    whole(
        "marked UTF-8 and not cp1252",
        b"\xef\xbb\xbf" + TEXT,
        "is utf-8, the mapping says cp1252",
        options={"encoding": "cp1252"},
    ),
    Case(
        "UTF-16 with a mark",
        TEXT.decode().encode("utf-16"),
        options={"encoding": "utf-16"},
        values={"9": "Groß"},
    ),
    Case(
        "UTF-16 as said",
        TEXT.decode().encode("utf-16-be"),
        options={"encoding": "utf-16-be"},
        values={"9": "Groß"},
    ),
    Case(
        "half a character of UTF-16",
        TEXT.decode().encode("utf-16-le")[:-1],
        good=("8",),
        broken=True,
        options={"encoding": "utf-16-le"},
        error="is not utf-16-le behind line",
    ),
    Case(
        "a byte that cp1252 has not",
        TEXT.replace("ß".encode(), b"\x81").replace("ö".encode(), b"\xf6"),
        good=("8",),
        options={"encoding": "cp1252"},
        bad=((3, "", "has a byte (0x81) that is not cp1252"),),
    ),
    Case(
        "cp1252 read as Latin-1",
        TEXT.replace("ß".encode(), b"\x80").replace("ö".encode(), b"\xf6"),
        good=("8",),
        options={"encoding": "latin-1"},
        bad=((3, "", "has a byte (0x80) that no text in iso8859-1 has"),),
    ),
    Case("UTF-8 read as cp1252", TEXT, options={"encoding": "cp1252"}, values={"9": "Groß"}),
)

SURROGATE = "has half of a character (a lone surrogate)"
JSON = (
    jsonl(
        "half a character",
        '{"Nr": 1, "Name": "\\ud800", "Ort": "Ulm"}',
        good=ALL,
        bad=((1, "occupation", SURROGATE),),
    ),
    jsonl("half a character in the key", '{"Nr": "\\uDFFF"}', bad=((1, "source_id", SURROGATE),)),
    jsonl(
        "half a character in a list",
        '{"Nr": 1, "Name": ["\\udc00"]}',
        good=ALL,
        bad=((1, "occupation", SURROGATE),),
    ),
    jsonl(
        "half a character in a name",
        '{"Nr": 1, "\\ud800": 2}',
        bad=((1, "", "has a key with half of a character"),),
    ),
    jsonl("half a character elsewhere", '{"Nr": 1, "x": "\\ud800"}', good=ALL),
    jsonl("two halves", '{"Nr": 1, "Name": "\\ud83d\\ude00 Otto"}', good=ALL, values={"1": "😀 Otto"}),
    jsonl(
        "a key twice", '{"Nr": 1, "Nr": 2}', bad=((1, "", "has an object with a key that is there twice"),)
    ),
    jsonl(
        "100,000 deep",
        '{"Nr": ' + "[" * 100_000 + "]" * 100_000 + "}",
        bad=((1, "", "is nested deeper than 100"),),
    ),
    jsonl(
        "200 deep",
        '{"Nr": 1, "x": ' + '{"x": ' * 200 + "1" + "}" * 201,
        bad=((1, "", "is nested deeper than 100"),),
    ),
    jsonl("brackets in a text", '{"Nr": 1, "Name": "' + "[" * 200 + '"}', good=ALL),
    jsonl(
        "400 digits",
        '{"Nr": 1, "Name": ' + "9" * 400 + "}",
        good=ALL,
        bad=((1, "occupation", "has more than 100 digits"),),
    ),
    jsonl(
        "400 digits as a key",
        '{"Nr": ' + "9" * 400 + "}",
        bad=((1, "source_id", "has more than 100 digits"),),
    ),
    jsonl(
        "5,000 digits",
        '{"Nr": ' + "9" * 5_000 + "}",
        bad=((1, "", "is not valid JSON: a number is too long"),),
    ),
    jsonl(
        "a number beyond all",
        '{"Nr": 1, "Name": 1e400}',
        good=ALL,
        bad=((1, "occupation", "is too large a number"),),
    ),
    jsonl(
        "infinity",
        '{"Nr": 1, "Name": -Infinity}',
        good=ALL,
        bad=((1, "occupation", "is not a finite number"),),
    ),
    jsonl("no number", '{"Nr": 1, "Name": NaN}', good=ALL),
    jsonl("a number", "5", bad=((1, "", "is not a JSON object"),)),
    jsonl("null", "null", bad=((1, "", "is not a JSON object"),)),
    jsonl("two objects", '{"Nr": 1} {"Nr": 2}', bad=((1, "", "has more behind its JSON value"),)),
    jsonl("a comma at the end", '{"Nr": 1},', bad=((1, "", "has more behind its JSON value"),)),
    jsonl("half an object", '{"Nr": 1', bad=((1, "", "is not valid JSON"),)),
    jsonl("single quotes", "{'Nr': 1}", bad=((1, "", "is not valid JSON"),)),
    jsonl(
        "an object as a name",
        '{"Nr": 1, "Name": {"a": 1}}',
        good=ALL,
        bad=((1, "occupation", "is not a single value"),),
    ),
    jsonl("an object as a key", '{"Nr": {"a": 1}}', bad=((1, "source_id", "is not a single value"),)),
    jsonl("a NUL", '{"Nr": 1, "Name": "a\\u0000b"}', good=ALL, values={"1": "ab"}),
    jsonl("a byte order mark", '\ufeff{"Nr": 1}', good=ALL),
    jsonl(
        "a line of 12 MB", '{"Nr": "' + "x" * 12_000_000 + '"}', bad=((1, "", "is longer than 10,000,000"),)
    ),
    Case("empty", b"", (), file="k.jsonl"),
    Case("an array", b'[{"Nr": 8}, {"Nr": 9}]', file="k.json"),
    Case("an empty array", b"[]", (), file="k.json"),
    Case("two arrays", b'\n[{"Nr": 8}]\n[{"Nr": 9}]', file="k.json"),
    Case("an array with a mark", b'\xef\xbb\xbf [{"Nr": 8},\n{"Nr": 9}]\n', file="k.json"),
    Case("an array in gzip", gzip.compress(b'[{"Nr": 8}\n,{"Nr": 9}]'), file="k.json.gz"),
    Case(
        "brackets, quotes and commas in texts of an array",
        json.dumps([{"Nr": 8, "Name": 'a "b], {c'}, {"Nr": 9, "Name": "C:\\"}]).encode(),
        file="k.json",
        values={"8": 'a "b], {c', "9": "C:\\"},
    ),
    Case(
        "lists and objects in an array",
        b'[{"Nr": 8, "x": [[1, {"y": 2}], []]},\n {"x": {"y": {}}, "Nr": 9}]',
        file="k.json",
    ),
    Case(
        "other things in an array",
        b'[1,\n"x", null,\n{"Nr": 8},\n[2], {"Nr": 9}, {"Nr": 9, "Nr": 9}\n]',
        bad=(
            (1, "", "is not a JSON object"),
            (2, "", "is not a JSON object"),
            (2, "", "is not a JSON object"),
            (4, "", "is not a JSON object"),
            (4, "", "has an object with a key that is there twice"),
        ),
        file="k.json",
    ),
    Case(
        "no comma in an array",
        b'[{"Nr": 8} {"Nr": 1},\n{"Nr": 9}]',
        ("9",),
        ((1, "", "has more behind"),),
        file="k.json",
    ),
    Case(
        "an array of one very long line",
        b"["
        + b", ".join(b'{"Nr": %d, "x": "%s"}' % (n, b"\\\\" * 1_000_000) for n in (8, 9) for _ in range(4))
        + b"]",
        file="k.json",
    ),
    Case(
        "an array that breaks off",
        b'[{"Nr": 8},\n{"Nr": 9},\n{"Nr": 10, "Na',
        error="breaks off, or a bracket or quote is not closed, in what begins in line 3",
        broken=True,
        file="k.json",
    ),
    Case(
        "an array without its end",
        b'[{"Nr": 8},\n{"Nr": 9}',
        ("8",),
        error="breaks off, or a bracket or quote is not closed, in what begins in line 2",
        broken=True,
        file="k.json",
    ),
    Case(
        "100,000 deep in an array",
        b'[{"Nr": 8}, {"Nr": ' + b"[" * 100_000 + b"]" * 100_000 + b'}, {"Nr": 9}]',
        bad=((1, "", "is nested deeper than 100"),),
        file="k.json",
    ),
    Case("objects over several lines", b'{\n  "Nr": 8\n}\n{\n  "Nr": 9\n}\n', file="k.json"),
    Case(
        "an object over several lines that is not closed",
        b'{\n  "Nr": 8\n}\n{\n  "Nr": 9\n',
        ("8",),
        error="in what begins in line 4",
        broken=True,
        file="k.json",
    ),
    whole("CSV by the name of JSON", TEXT, "has no line that is a JSON object", file="k.jsonl"),
    whole("JSON by the name of CSV", '{"Nr": 1, "Name": "A"}\n', "is JSON, not CSV", file="k.csv"),
    whole("JSON keys that nobody has", '{"Nummer": 1, "Name": "A"}\n', 'has no column "Nr"', file="k.jsonl"),
)

TIMES = tuple(
    jsonl(f"time {time}", json.dumps({"Nr": 1, "At": time}), good=ALL, bad=((1, "observed_at", ""),))
    for time in (
        "01.01.2024 10:00 +25:00",
        "0001-01-01T00:00:00+14:00",
        "2024-01-01T10:00:00 Mars/Phobos",
        "2024-01-01T24:61:00Z",
        10**30,
        -(10**30),
        "1e400",
        "9" * 400,
        "2024-02-30T10:00:00Z",
        True,
        {"at": 1},
        "٢٠٢٤-٠١-٠١T10:00:00Z²",
    )
)

NO_TIMES = tuple(
    jsonl(f"time {time}", json.dumps({"Nr": 1, "At": time}), good=ALL)
    for time in ("9999-12-31 23:59:60", "0000-00-00", "9999-12-31T23:59:59-12:00")
)
"""Placeholders of databases, which mean that there is no time."""

CASES = (*QUOTES, *ROWS, *HEADERS, *FORMATS, *ENCODINGS, *JSON, *TIMES, *NO_TIMES)

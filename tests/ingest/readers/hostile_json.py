"""JSON as nobody should write it, and times that are none."""

import gzip
import json

from tests.ingest.readers.hostile_case import ALL, TEXT, Case, jsonl, whole

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
    jsonl(
        "many escaped quotes in what is not closed",
        '{"Nr": ' + "[" * 101 + '"' + '\\"' * 300_000,
        bad=((1, "", "is nested deeper than 100 levels"),),
    ),
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
            (3, "", "is not a JSON object"),
            (5, "", "is not a JSON object"),
            (7, "", "has an object with a key that is there twice"),
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
        bad=((2, "", "is nested deeper than 100"),),
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

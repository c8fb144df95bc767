"""Other formats than the name says, packed files, and what breaks off."""

import bz2
import gzip
import lzma
from collections.abc import Callable

import pyarrow as pa

from tests.ingest.readers.hostile_case import GOOD, HEAD, TEXT, Case, whole, zipped

LONG = (HEAD + GOOD + "".join(f"{n},N{n * n},Ulm\n" for n in range(10, 19_999))).encode()
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": lambda content: bz2.compress(content, 1),  # in blocks of 100 kB
    "xz": lambda content: lzma.compress(content, preset=0),  # the usual one takes 100 MB
    "zstd": lambda content: pa.compress(content, "zstd", asbytes=True),
}

FORMATS = (
    whole("half a workbook", zipped(b"x")[:-30], "is a ZIP archive or an Excel workbook that breaks off"),
    whole("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "is an Excel workbook"),
    whole("a web page", "<!DOCTYPE html><html><body>Login</body>", "is a web page or XML"),
    whole("a table of a web page", "\n  <table><tr><td>Nr</td>", "is a web page or XML"),
    whole("XML", '<?xml version="1.0"?><Workbook/>', "is a web page or XML"),
    whole("a PDF document", b"%PDF-1.7\n", "is a PDF document"),
    whole("LDIF", "version: 1\n\ndn: cn=Anna\ncn: Anna\nmail: a@b.example\n", "is an export of a directory"),
    whole("LDIF without a version", "# people\ndn: cn=Anna\ncn: Anna\n", "is an export of a directory"),
    whole("vCards", "BEGIN:VCARD\nVERSION:3.0\nEMAIL;TYPE=HOME:a@b.example\n", "is a list of vCards"),
    whole("a calendar", "BEGIN:VCALENDAR\n", "is a calendar"),
    whole("a dump", "-- a dump\n\nSET NAMES utf8;\nINSERT INTO `k` VALUES (1);\n", "is a dump in SQL"),
    whole("a dump in a comment", "/*!40101 SET x */;\nCREATE TABLE `k` (id int);\n", "is a dump in SQL"),
    whole("a script of an archive", "window.YTD.follower.part0 = [\n{}]", "is a script"),
    Case("bzip2", bz2.compress(TEXT)),
    Case("xz", lzma.compress(TEXT, preset=0)),
    Case("zstd", pa.compress(TEXT, "zstd", asbytes=True)),
    whole("gzip twice", gzip.compress(gzip.compress(TEXT)), "is packed twice, by gzip"),
    whole("bzip2 in gzip", gzip.compress(bz2.compress(TEXT)), "is packed twice, by bzip2"),
    whole("a packed workbook", gzip.compress(zipped(b"x")), "is an Excel workbook or a packed archive"),
    whole("a database", b"SQLite format 3\0" + bytes(100), "is an SQLite database"),
    whole("Parquet", b"PAR1" + bytes(100), "is a Parquet file"),
    whole("Avro", b"Obj\x01" + bytes(100), "is an Avro file"),
    whole("noise", bytes(range(256)) * 20, "is no text: it is full of bytes that no text has"),
    whole("a file of numbers", b"\x0a\x04Anna\x12\x04Kern\x18\x01" * 99, "is no text"),
    whole("a table of dBase", b"\x03\x7c\x05\x1f\2\0\0\0\xa1\0" + bytes(60) + b"Anna Kern" * 9, "is no text"),
    whole("a picture", b"\xff\xd8\xff\xe0\0\x10JFIF", "is a picture", options={"encoding": "cp1252"}),
    whole("a program", b"MZ\x90\0" + bytes(99), "is a program"),
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

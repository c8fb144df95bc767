"""Formats by the endings of files, and encodings by country."""

import re
from collections.abc import Mapping
from pathlib import PurePath

_ENDINGS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".tab": "csv",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
    ".parquet": "parquet", ".pq": "parquet",
    ".xlsx": "excel", ".xlsm": "excel", ".xlsb": "excel", ".xls": "excel", ".ods": "excel",
}  # fmt: skip
_OF_PACKINGS = (".gz", ".bz2", ".xz", ".zst", ".zstd", ".zip")

_OF_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst")

_CODE_PAGES = {
    "cp874": "TH",
    "cp932": "JP",
    "cp949": "KR",
    "cp950": "HK MO TW",
    "gb18030": "CN",
    "cp1250": "AL BA CZ HR HU PL RO SI SK",
    "cp1251": "BG BY KG KZ MK MN RS RU TJ UA UZ",
    "cp1252": "AD AR AT AU BE BO BR CA CH CL CO CR DE DK DO EC ES FI FR GB GT HN IE IS IT LI LU MC MX NI NL "
    "NO NZ PA PE PT PY SE SM SV US UY VE ZA",
    "cp1253": "CY GR",
    "cp1254": "AZ TR",
    "cp1255": "IL",
    "cp1256": "AE BH DZ EG IQ IR JO KW LB LY MA OM PK QA SA SD SY TN YE",
    "cp1257": "EE LT LV",
}
_OF_COUNTRY: Mapping[str, str] = {
    country: page for page, countries in _CODE_PAGES.items() for country in countries.split()
}


MENDED = ".quarantine"
"""What stands behind the name of a file whose rows were exported from the quarantine, before the ending."""
_OF_SHEET = "#"
"""What stands between a workbook and a sheet of it in such a name."""


def exported(name: str) -> str:
    """What an export of the rows of a file is called, but for its ending: `k.csv.quarantine` for
    `x.zip:k.csv`, `k.xlsx#Neu.quarantine` for a sheet of a workbook."""
    whole, _, last = name.rpartition(":")
    file, book = PurePath(last).name, PurePath(whole.rpartition(":")[2]).name
    return f"{book}{_OF_SHEET}{file}{MENDED}" if format_of(book) == "excel" else f"{file}{MENDED}"


def mended(name: str) -> str:
    """The name of the file whose rows an exported one holds: `k.csv` for `k.csv.quarantine.csv`."""
    original, found, _ = name.rpartition(f"{MENDED}.")
    for mark in re.finditer(_OF_SHEET, original):
        if format_of(original[: mark.start()]) == "excel":
            return f"{original[: mark.start()]}:{original[mark.end() :]}"
    return original if found else ""


def ending(name: str) -> str:
    """The ending of a file's name in small letters, that of a packing left out: `.csv` of `k.csv.gz`."""
    return PurePath(plain_name(name)).suffix.lower()


def plain_name(name: str) -> str:
    """The name of a file without that of its packing: `k.csv` of `k.csv.gz`."""
    file = PurePath(name)
    while file.suffix.lower() in _OF_PACKINGS:
        file = file.with_suffix("")
    return file.name


def stem(name: str) -> str:
    """The name of a file, or glob, without its endings: `k` of `k.csv.gz`."""
    return PurePath(plain_name(name)).stem


def format_of(name: str) -> str:
    """The format that the ending of a file's name means; empty if none."""
    return _ENDINGS.get(ending(name), "")


def ending_of_archive(name: str) -> str:
    """The ending of a name that means an archive; empty if none does."""
    return next((it for it in _OF_ARCHIVES if name.lower().endswith(it)), "")


def code_page(country: str) -> str:
    """The encoding in which spreadsheets of a country save text that is not Unicode; empty if not known."""
    return _OF_COUNTRY.get(country, "")

"""Loads how a file is read: its path, format, encoding, and the marks of a CSV file."""

import codecs
from pathlib import Path

from ingest.inputs.formats import code_page, ending, format_of
from ingest.mapping.mapping import Reading
from ingest.mapping.yaml_tree import Tree

_FORMATS = ("csv", "jsonl", "parquet", "excel", "delta")
_ONLY_FOR = {
    "encoding": ("csv", "jsonl"),
    **dict.fromkeys(("delimiter", "quote", "escape"), ("csv",)),
    **dict.fromkeys(("skip", "header"), ("csv", "excel")),
    "sheet": ("excel",),
    "record_path": ("jsonl",),
}
_NAMES = {"csv": "CSV", "jsonl": "JSON", "parquet": "Parquet", "excel": "Excel"}
_NOT_OF_FILES = ("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf_7")
"""Codecs of Python that no file is in; they would change what is in it."""


def load_pattern(tree: Tree) -> str:
    """The name or glob under `path`; a problem where it can fit no file."""
    pattern = tree.filled()
    try:
        if pattern and not Path(pattern).name.strip("."):
            tree.problem("must end with the name of a file")
        elif "\0" in pattern:
            tree.problem("must not hold a NUL")
        elif pattern and not Path(pattern).is_absolute():
            next(tree.problems.path.glob(pattern), None)  # looks at no folder: below a file there is none
    except (OSError, ValueError, NotImplementedError, IndexError):
        tree.problem("is no name or glob of files; `**` stands for whole folders only")
    return pattern


_KNOWN = "csv, jsonl, parquet, excel or delta"


def load_reading(tree: Tree, entries: dict[str, Tree], pattern: str, country: str) -> Reading:
    """How the files of an entry are read, whose source is of this country."""
    member = entries["member"].filled() if "member" in entries else ""
    form = entries["format"].text() if "format" in entries else format_of(member or pattern)
    form = "jsonl" if form == "json" else form
    if form not in _FORMATS and "format" in entries:
        entries["format"].problem(f"must be {_KNOWN}")
    elif form not in _FORMATS and pattern:
        tree.problem(f'"{member or pattern}" tells no format: add `format`, {_KNOWN}')
    for name, formats in _ONLY_FOR.items():
        if form in _FORMATS and form not in formats and name in entries:
            entries[name].problem(f"is for {' and '.join(_NAMES[each] for each in formats)} files only")
    reading = Reading(
        form,
        _encoding(entries.get("encoding")),
        _character(entries.get("delimiter"), "\t" if ending(member or pattern) == ".tsv" else ""),
        _character(entries["quote"], '"', may_lack=True) if "quote" in entries else None,
        _character(entries.get("escape"), "", may_lack=True),
        entries["skip"].number(0, 10_000) if "skip" in entries else 0,
        _header(entries["header"]) if "header" in entries else (),
        entries["sheet"].filled() if "sheet" in entries else "",
        entries["record_path"].filled() if "record_path" in entries else "",
        code_page(country),
    )
    _check_marks(reading, entries)
    return reading


def _check_marks(reading: Reading, entries: dict[str, Tree]) -> None:
    """Delimiter, quote and escape must be told apart."""
    marks: dict[str, str | None] = {"delimiter": reading.delimiter or ","}
    for name in ("quote", "escape"):
        mark = '"' if name == "quote" and reading.quote is None else getattr(reading, name)
        same = next((other for other, used in marks.items() if mark and used == mark), None)
        if same and (tree := entries.get(name) or entries.get(same)):
            tree.problem(f"`{name}` and `{same}` must differ")
        marks[name] = mark


def _header(tree: Tree) -> tuple[str, ...]:
    names: list[str] = []
    for item in tree.some():
        name = item.filled()
        if name in names:
            item.problem(f'"{name}" is there twice.')
        names.append(name)
    return tuple(names)


def _encoding(tree: Tree | None) -> str:
    if tree is None:
        return ""
    text = tree.text()
    try:
        name = codecs.lookup(text).name
        codecs.getincrementaldecoder(name)("surrogateescape").decode("Nr\r\n".encode(name), final=True)
        if name.replace("-", "_") not in _NOT_OF_FILES:
            return name
    except Exception:  # noqa: S110 - any codec may be named, and each fails in its own way
        pass
    tree.problem(f'"{text}" is not an encoding; common ones: utf-8, cp1252, utf-16')
    return "utf-8"


def _character(tree: Tree | None, default: str, *, may_lack: bool = False) -> str:
    if tree is None:
        return default
    text = {"tab": "\t", "\\t": "\t"}.get(tree.text(), tree.text())
    if len(text) == 1 and text not in "\r\n\0" and not "\ufdd0" <= text <= "\ufdef":
        return text
    if not text and may_lack and tree.is_text:
        return ""
    tree.problem("must be one character, or `tab`")
    return default

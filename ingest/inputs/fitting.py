"""Which entry of a mapping a file belongs to, by its name."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from ingest.inputs.formats import format_of, plain_name, stem
from ingest.mapping.mapping import FileMapping, SourceMapping


def entry_of(mapping: SourceMapping, name: str) -> FileMapping | None:
    """The entry that a stored name belongs to, `archive.zip:member` among them; None if there is none."""
    whole, _, member = name.rpartition(":")
    file = PurePosixPath(member).name
    for entry in mapping.files:
        if entry.reading.part and _is_part(whole, member, entry):
            return entry
    within = whole or _folder(member)
    for entry in mapping.files:
        if within and not entry.member and fnmatch(within, _pattern(entry)):
            return entry
    for entry in mapping.files:
        if is_called(file, entry):
            return entry
    return in_another_format(mapping, file) or (mapping.files[0] if len(mapping.files) == 1 else None)


def parts_read_of(mapping: SourceMapping, name: str) -> list[FileMapping]:
    """The entries for sheets of a workbook of this name, or for lists of a JSON file that are called alike;
    none where the first that fits is for the whole file."""
    fitting = [entry for entry in mapping.files if is_called(name, entry)]
    if not fitting or not fitting[0].reading.part:
        return []
    if fitting[0].reading.sheet:
        return [entry for entry in fitting if entry.reading.sheet]
    lists: dict[str, FileMapping] = {}
    for entry in fitting:
        if entry.reading.record_path and _pattern(entry) == _pattern(fitting[0]):
            lists.setdefault(entry.reading.record_path, entry)
    return [*lists.values()]


def _is_part(whole: str, part: str, entry: FileMapping) -> bool:
    """Whether a stored name is that of the sheet or list that an entry is for, in its file if that is
    told."""
    name = PurePosixPath(whole.rpartition(":")[2]).name
    return entry.reading.part == part and (is_called(name, entry) if whole else bool(entry.reading.sheet))


def _pattern(entry: FileMapping) -> str:
    return Path(entry.member or entry.pattern).name


def is_called(name: str, entry: FileMapping) -> bool:
    """Whether the name of a file, packed or not, fits an entry."""
    return fnmatch(name, _pattern(entry)) or fnmatch(plain_name(name), _pattern(entry))


def _folder(name: str) -> str:
    """The folder that a stored name begins with, whose files are called as they like; else nothing."""
    folder, separator, _ = name.partition("/")
    return folder if separator else ""


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder."""
    try:
        return path.is_dir()
    except (OSError, ValueError):  # no path at all; told when it is opened
        return False


def in_another_format(mapping: SourceMapping, name: str) -> FileMapping | None:
    """The first entry that a name fits but for its ending, which means another format."""
    form = format_of(name)
    for entry in mapping.files:
        if form and form != entry.reading.format and fnmatch(stem(name), stem(_pattern(entry))):
            return entry
    return None

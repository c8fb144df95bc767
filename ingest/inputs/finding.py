"""Which inputs are read by which entry: files, folders, globs, archives, standard input, databases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from graph.errors import IngestError
from graph.files.regular import shown_path
from ingest.inputs import FileInput, Input
from ingest.inputs.archive import Member, is_archive, members
from ingest.inputs.database import Database
from ingest.inputs.delta import DeltaInput, is_delta
from ingest.inputs.fitting import entry_of, in_another_format, is_called, is_folder, parts_read_of
from ingest.inputs.formats import ending, ending_of_archive, format_of, mended
from ingest.inputs.partitions import is_partition
from ingest.inputs.standard import STANDARD_INPUT, StandardInput
from ingest.mapping.mapping import FileMapping, Reading, SourceMapping

Given: TypeAlias = Path | Input
"""What may be named on the command line; the path `-` is standard input."""

Found: TypeAlias = tuple[Input, Reading, FileMapping]
"""An input, how it is read, and the entry whose rows it has."""
_SHOWN = 20


def find_inputs(mapping: SourceMapping, given: Sequence[Given] = ()) -> list[Found]:
    """What to read: of the inputs given, or of those that the mapping names.

    Raises IngestError when one is missing, fits no entry, or has nothing in it that does.
    """
    if given:
        return _by_part(mapping, (found for one in given for found in _Given(mapping, _opened(one)).found()))
    named = ((source, entry.reading, entry) for entry in mapping.files for source in _named(mapping, entry))
    found = _by_part(mapping, named)
    if not found and any(entry.reading.kafka for entry in mapping.files):
        raise IngestError(
            f"Mapping {mapping.path} names nothing but topics.",
            "`ckg consume` reads them; name a file of such rows to read that.",
        )
    return found


def _by_part(mapping: SourceMapping, found: Iterable[Found]) -> list[Found]:
    """The same, each sheet or list of a file that several entries read under its own name: `k.xlsx:Neu`."""
    told = []
    for source, reading, entry in found:
        if reading.part and len(parts_read_of(mapping, _name(source))) > 1:
            source = _called(f"{source.name}:{reading.part}", source)
        told.append((source, reading, entry))
    return told


def _called(name: str, source: Input) -> Input:
    """An input under another name."""
    named = copy(source)
    named.name = name
    return named


def _named(mapping: SourceMapping, entry: FileMapping) -> Iterator[Input]:
    """What an entry of the mapping names."""
    if entry.reading.kafka:
        return
    if entry.reading.sql:
        yield Database(entry.reading.sql, mapping.path.parent)
        return
    for path in _paths(mapping, entry):
        yield from _within(_opened(path), entry)


def opened(given: Iterable[Given]) -> list[Given]:
    """What is given, with standard input read: that can be done once only."""
    return [StandardInput() if str(one) == STANDARD_INPUT else one for one in given]


def parts_of(given: Iterable[Given]) -> list[Input]:
    """All files in what is given: those of folders and archives each by itself.

    Raises IngestError where one is missing, has nothing in it, or folders below it.
    """
    found: list[Input] = []
    for one in map(_opened, given):
        _check_flat(one, "Name the folders that are meant, each by itself, or their files.")
        parts = _parts(one)
        if parts == []:
            raise _nothing(one, parts, "to read")
        found += parts if parts is not None else [one] if isinstance(one, Input) else []
    return found


def _opened(given: Given) -> Input | Path:
    """An input, or the path of a folder."""
    if isinstance(given, Input):
        return given
    if str(given) == STANDARD_INPUT:
        return StandardInput()
    if not is_folder(given):
        return FileInput(given)
    return DeltaInput(given) if is_delta(given) else given


def _paths(mapping: SourceMapping, entry: FileMapping) -> list[Path]:
    if Path(entry.pattern).is_absolute():
        return [Path(entry.pattern)]
    paths = list[Path]()
    with suppress(OSError):  # no file can be called so
        paths = sorted(mapping.path.parent.glob(entry.pattern))
    if not paths:
        raise IngestError(
            f"No file {entry.pattern} beside mapping {mapping.path}.",
            "Put it there, correct `path` in the mapping, or name the file on the command line.",
        )
    return paths


def _parts(source: Input | Path) -> list[Input] | None:
    """The files in a folder or archive; None for an input that is one file."""
    if isinstance(source, Path):
        return [FileInput(path) for path in _files(source)]
    if isinstance(source, DeltaInput):
        return None
    return [*members(source)] if is_archive(source) else None


def _files(folder: Path) -> Iterator[Path]:
    """The files in a folder, in order of their names, and in those of partitions below it."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and _counts(path.name):
            yield path
        elif path.is_dir() and is_partition(path):
            yield from _files(path)


def _folders_below(folder: Path) -> Iterator[Path]:
    """The folders below a folder, none of partitions, that hold files of a format that can be read."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and _counts(path.name):
            if is_partition(path):
                yield from _folders_below(path)
            elif any(format_of(each.name) and _counts(each.name) for each in path.rglob("*")):
                yield path


def _counts(name: str) -> bool:
    """Whether a file in a folder is data; table tools put `_SUCCESS` beside theirs."""
    return not name.startswith((".", "_", "~$"))


def _within(source: Input | Path, entry: FileMapping) -> list[Input]:
    """The inputs in a source that an entry names: the source itself, or what is of the entry in it.

    Files of a folder that is meant as a whole are called after it, too: `export/part-1.csv`.
    """
    parts = _parts(source)
    if parts is None:
        return [source] if isinstance(source, Input) else []
    if not entry.member:
        _check_plain(source, parts)
    chosen = _fitting(parts, entry.member) if entry.member else _of_format(parts, entry.reading.format)
    if not chosen:
        raise _nothing(source, parts, entry.member or f"of format {entry.reading.format}")
    if entry.member or isinstance(source, Input):
        return chosen
    return [_called(f"{shown_path(source.name)}/{part.name}", part) for part in chosen]


def _check_plain(source: Input | Path, parts: Sequence[Input]) -> None:
    """Raises IngestError where an archive is among the files of a folder or archive, or a folder with files
    below a folder: they may hold rows."""
    _check_flat(
        source,
        "Say which files are meant: by a glob as `path` (folder/**/*.csv), or by `member` (*.csv)"
        " where those below are not.",
    )
    packed = next((part for part in parts if ending_of_archive(_name(part))), None)
    if packed is not None:
        shown = source.shown if isinstance(source, Input) else shown_path(source)
        raise IngestError(
            f"There is an archive in {shown}: {_path(packed)}.",
            "Unpack it, or name it by itself; if it holds no rows, say with `member` which files are meant.",
        )


def _check_flat(source: Input | Path, advice: str) -> None:
    """Raises IngestError where there is a folder with files below a folder; those of partitions are read."""
    if not isinstance(source, Path):
        return
    for below in _folders_below(source):
        where = f"{shown_path(source)}: {shown_path(below.relative_to(source))}"
        raise IngestError(f"There is a folder with files in {where}.", advice)


def _fitting(parts: Iterable[Input], pattern: str) -> list[Input]:
    """The parts whose path in the whole, or name, fits a pattern."""
    return [part for part in parts if fnmatch(_path(part), pattern) or fnmatch(_name(part), pattern)]


def _of_format(parts: Sequence[Input], format_: str) -> list[Input]:
    """The parts whose ending means a format; the only part, where its name has no ending."""
    found = [part for part in parts if format_of(_name(part)) == format_]
    return found or [part for part in parts if len(parts) == 1 and not ending(_name(part))]


def _path(part: Input) -> str:
    return part.member if isinstance(part, Member) else part.name


def _name(part: Input) -> str:
    return PurePosixPath(_path(part)).name


def _nothing(source: Input | Path, parts: Sequence[Input], wanted: str) -> IngestError:
    shown = source.shown if isinstance(source, Input) else shown_path(source)
    there = ", ".join(_path(part) for part in parts[:_SHOWN]) + (", …" if len(parts) > _SHOWN else "")
    return IngestError(
        f"There is no file {wanted} in {shown}.",
        f"Correct `member` or `path` in the mapping. There is: {there or 'nothing'}.",
    )


@dataclass(frozen=True)
class _Given:
    """An input that was named beside the mapping, and the entries that it goes to."""

    mapping: SourceMapping
    source: Input | Path

    def found(self) -> Iterator[Found]:
        """What is to be read of it."""
        parts = _parts(self.source)
        if parts is None:
            assert isinstance(self.source, Input)  # noqa: S101 - a folder has parts
            yield from self._whole(self.source)
            return
        named = [entry for entry in self.mapping.files if self._fits(entry)]
        if named:
            yield from (
                (part, entry.reading, entry) for entry in named for part in _within(self.source, entry)
            )
        else:
            yield from self._sorted(parts)

    def _fits(self, entry: FileMapping) -> bool:
        """Whether an entry is about this folder or archive as a whole."""
        name = self.source.name
        whole = bool(entry.member) or isinstance(self.source, Path) or not format_of(name)
        return whole and fnmatch(name, Path(entry.pattern).name)

    def _sorted(self, parts: Sequence[Input]) -> Iterator[Found]:
        """The parts of a folder or archive, each to the entry that its name fits."""
        if not all(entry.member for entry in self.mapping.files):
            _check_plain(self.source, parts)
        fitting = [found for part in parts for found in self._by_name(part, _name(part))]
        if not fitting and len(self.mapping.files) == 1:
            entry = self.mapping.files[0]
            fitting = [(part, entry.reading, entry) for part in _of_format(parts, entry.reading.format)]
        if not fitting:
            patterns = ", ".join(entry.pattern for entry in self.mapping.files)
            raise _nothing(self.source, parts, f"that fits {patterns}")
        yield from fitting

    def _whole(self, source: Input) -> list[Found]:
        entries = self.mapping.files
        found = self._by_name(source, _name(source))
        if not found and len(entries) == 1:
            found = [(source, entries[0].reading, entries[0])]
        if found:
            return [(source, _as_given(source, reading), entry) for _, reading, entry in found]
        known = ", ".join(entry.pattern for entry in entries)
        raise IngestError(
            f"File {source.shown} fits no entry of mapping {self.mapping.path}.",
            f"Its name must fit one of: {known}.",
        )

    def _by_name(self, source: Input, name: str) -> list[Found]:
        """The first entry that a name fits, and those for other sheets or lists; else, in another format, one
        that it fits but for its ending."""
        if (original := mended(name)) and (entry := entry_of(self.mapping, original)):
            return [(source, Reading("mended", code_page=entry.reading.code_page), entry)]
        if entries := parts_read_of(self.mapping, name):
            return [(source, entry.reading, entry) for entry in entries]
        for entry in self.mapping.files:
            if is_called(name, entry):
                return [(source, entry.reading, entry)]
        if entry := in_another_format(self.mapping, name):
            return [(source, Reading(format_of(name), code_page=entry.reading.code_page), entry)]
        return []


def _as_given(source: Input, reading: Reading) -> Reading:
    """How a source is read that was named beside the mapping: a file in place of a topic, a table as such."""
    if isinstance(source, DeltaInput):
        return Reading("delta")
    return reading if reading.kafka is None else Reading(format_of(source.name) or "jsonl")

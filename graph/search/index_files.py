"""The files of the index: which are in force, whether they are what was written, and how they are replaced.

`current.json` names the folder in force, what of the journal is in it, and a checksum of each file. It is put
there in one step. Whatever does not agree with it is not used: an index is quickly made anew.
"""

from __future__ import annotations

import json
import shutil
import uuid
import zlib
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import CkgError
from graph.files.durable import sync
from graph.files.home import prepared_home
from graph.files.lease import lease
from graph.files.whole_file import whole_file
from graph.progress import OnProgress

if TYPE_CHECKING:
    import tantivy

FORMAT = 1
"""Of what the files hold; an index of another one is made anew."""

FOLDER = "search"
_CURRENT = "current.json"
_HEAP = 64_000_000
_PORTION = 2**20


class SearchError(CkgError):
    """The index of names cannot be used or made."""


@dataclass(frozen=True)
class IndexedVersions:
    """What of a journal an index holds: versions of its tables, and the ids of these commits."""

    journal: str
    versions: Mapping[str, int]
    commits: Mapping[str, str]


@dataclass(frozen=True)
class _Current:
    folder: str
    held: IndexedVersions
    files: Mapping[str, str]
    made_by: str


@dataclass(frozen=True)
class IndexEntry:
    """A customer in the index: names as they are written, words and keys it is found by, countries."""

    id: str
    names: list[str]
    words: Iterable[str]
    keys: Iterable[str]
    places: Iterable[str]
    countries: Iterable[str]


class IndexFiles:
    """Where an installation keeps its index; several processes may use it at once."""

    def __init__(self, home: Path) -> None:
        self._path = prepared_home(home) / FOLDER
        self._sound: dict[tuple[str, int, int], str] = {}

    def lease(self, on_progress: OnProgress) -> AbstractContextManager[None]:
        """Held by whoever changes the index; `on_progress` hears of another that is waited for."""
        self._path.mkdir(mode=0o700, exist_ok=True)
        return lease(self._path / "writer.lock", "search: another process changes the index", on_progress)

    def exists(self) -> bool:
        """Whether there ever was an index: installations that never search have none."""
        return self._path.is_dir()

    def mark(self) -> tuple[int, int] | None:
        """Tells the index in force from any other; None where there is none."""
        try:
            found = (self._path / _CURRENT).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def held(self) -> IndexedVersions | None:
        """What the index in force holds; None where there is none that can be trusted."""
        current = self._current()
        return current.held if current and self._is_sound(current) else None

    def open(self) -> Any:
        """The index in force; None where there is none that can be trusted."""
        current = self._current()
        if current is None or not self._is_sound(current):
            return None
        try:
            return _tantivy().Index.open(str(self._path / current.folder))
        except (ValueError, OSError):
            return None

    def write(self, entries: Iterable[IndexEntry], held: IndexedVersions) -> None:
        """Put an index of these entries in force; the caller holds the lease."""
        folder = f"index-{uuid.uuid4().hex[:12]}"
        target = self._path / folder
        target.mkdir(mode=0o700)
        try:
            index = _tantivy().Index(_schema(), str(target))
            self._change(index, (), entries)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise
        self._put_in_force(folder, held)

    def clear(self) -> None:
        """Let there be no index in force, and no file of one; the caller holds the lease."""
        (self._path / _CURRENT).unlink(missing_ok=True)
        for folder in self._path.glob("index-*"):
            shutil.rmtree(folder, ignore_errors=True)

    def update(self, gone: Iterable[str], entries: Iterable[IndexEntry], held: IndexedVersions) -> None:
        """Replace what the index in force has of the customers `gone` by `entries`; the caller holds the
        lease, and has found the index sound."""
        current, index = self._current(), self.open()
        if current is None or index is None:
            raise SearchError("The index of names went away.", "Run the command again.")
        self._change(index, gone, entries)
        self._put_in_force(current.folder, held)

    @staticmethod
    def _change(index: tantivy.Index, gone: Iterable[str], entries: Iterable[IndexEntry]) -> None:
        tantivy = _tantivy()
        writer = index.writer(_HEAP, 1)
        for customer in gone:
            writer.delete_documents_by_term("id", customer)
        for entry in entries:
            document = tantivy.Document()
            document.add_text("id", entry.id)
            for name in entry.names:
                document.add_text("names", name)
            for field in ("words", "keys", "places", "countries"):
                for value in getattr(entry, field):
                    document.add_text(field, value)
            for key in entry.keys:
                if key.isdigit():
                    document.add_text("tails", key[::-1])
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def _current(self) -> _Current | None:
        try:
            stated = json.loads((self._path / _CURRENT).read_text(encoding="utf-8"))
            current = _Current(**stated | {"held": IndexedVersions(**stated["held"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return current if current.made_by == _made_by() else None

    def _is_sound(self, current: _Current) -> bool:
        folder = self._path / current.folder
        try:
            return all(self._checksum(folder / name) == sum_ for name, sum_ in current.files.items())
        except OSError:
            return False

    def _checksum(self, file: Path) -> str:
        """The checksum of a file; of one that has not changed since it was taken the same."""
        found = file.stat()
        mark = str(file), found.st_mtime_ns, found.st_size
        if mark not in self._sound:
            value = 0
            with file.open("rb") as content:
                while portion := content.read(_PORTION):
                    value = zlib.crc32(portion, value)
            self._sound[mark] = f"{value:08x}"
        return self._sound[mark]

    def _put_in_force(self, folder: str, held: IndexedVersions) -> None:
        names = sorted(path for path in (self._path / folder).iterdir() if path.suffix != ".lock")
        files = {path.name: self._checksum(path) for path in names}
        for path in names:
            sync(path)
        current = json.dumps(asdict(_Current(folder, held, files, _made_by())))
        with whole_file(self._path / _CURRENT) as draft:
            draft.write_text(current, encoding="utf-8")
        sync(self._path)
        for other in self._path.glob("index-*"):
            if other.name != folder:
                shutil.rmtree(other, ignore_errors=True)


def _schema() -> Any:
    builder = _tantivy().SchemaBuilder()
    for name in ("id", "names"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("words", "keys", "tails", "places", "countries"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _made_by() -> str:
    return f"{FORMAT} {_tantivy().__version__}"


def _tantivy() -> Any:
    """The library; raises SearchError where it is not installed."""
    try:
        import tantivy
    except ImportError as error:
        raise SearchError(
            "Searching needs tantivy, which is not installed.",
            "Run `pip install '.[search]'` in the project's folder.",
        ) from error
    return tantivy

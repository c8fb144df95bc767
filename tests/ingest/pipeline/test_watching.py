"""A watched folder: files are read when they are complete, and once; a restart reads nothing twice."""

import os
from pathlib import Path

import pytest

from graph.errors import IngestError, MappingError
from graph.journal import Journal
from graph.settings import Settings
from ingest.cleaning.base import Context
from ingest.pipeline.pipeline import ingest
from ingest.pipeline.watching import Folder
from tests.ingest.support import write

MAPPING = (
    "source: crm\nfiles: [{path: k*.csv, rows: [{kind: customer, fields: {source_id: Nr, email: Mail}}]}]"
)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Watched:
    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, Clock()
        self.mapping = write(folder / "m.yaml", MAPPING)
        (folder / "in").mkdir()
        self.journal = Journal.open(Settings(home=folder / "home"))
        self.watch()

    def watch(self) -> None:
        """Begins anew, as after a restart."""
        self.watched = Folder(self.folder / "in", (self.mapping,), 5, Context(), self.clock)

    def put(self, name: str, text: str) -> Path:
        path = self.folder / "in" / name
        path.write_text(text)
        return path

    def look(self, at: float) -> list[str]:
        """What a look at the folder takes in, at a time."""
        self.clock.now, taken = at, []
        for path in self.watched.ready():
            mapping = self.watched.mapping_for(path)
            if mapping is None:
                taken.append(f"no entry: {path.name}")
            elif not self.watched.was_read(self.journal, mapping, path):
                ingest(mapping, (path,), self.journal)
                taken.append(path.name)
            self.watched.done(path)
        return taken


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


def test_files_are_read_once_they_stop_changing(watched: Watched) -> None:
    watched.put("k1.csv", "Nr,Mail\n1,a@")
    watched.put("k2.csv.part", "Nr,Mail\n")
    watched.put(".k3.csv", "Nr,Mail\n")
    assert watched.look(0) == []
    watched.put("k1.csv", "Nr,Mail\n1,a@x.example\n")
    assert watched.look(4) == watched.look(8) == []
    assert watched.look(9) == ["k1.csv"]
    assert watched.look(20) == []
    assert not watched.watched.waiting


def test_a_restart_reads_nothing_twice_and_what_changed_again(watched: Watched) -> None:
    watched.put("k2.csv", "Nr,Mail\n1,a@x.example\n")
    watched.look(0)
    assert watched.look(5) == ["k2.csv"]
    watched.watch()
    watched.look(10)
    assert watched.look(15) == []
    for text in ("Nr,Mail\n2,b@x.example\n", "Nr,Mail\n1,a@x.example\n"):
        watched.put("k2.csv", text)
        watched.look(watched.clock.now + 1)
        assert watched.look(watched.clock.now + 6) == ["k2.csv"]
    write(watched.mapping, MAPPING.replace("email", "account"))
    watched.watch()
    watched.look(100)
    assert watched.look(105) == ["k2.csv"]


def test_the_oldest_comes_first(watched: Watched) -> None:
    paths = [watched.put(name, name) for name in ("k2.csv", "k3.csv", "k1.csv")]
    for age, path in enumerate(paths):
        os.utime(path, (age, age))
    watched.watched.ready()
    watched.clock.now = 5
    assert watched.watched.ready() == paths


def test_a_file_for_no_mapping_is_told_once(watched: Watched) -> None:
    watched.put("readme.txt", "Hallo")
    watched.look(0)
    assert watched.look(5) == ["no entry: readme.txt"]
    assert watched.look(10) == []


def test_mistakes_are_told_before_anything_is_watched(watched: Watched) -> None:
    write(watched.mapping, "source: crm")
    with pytest.raises(MappingError):
        watched.watch()
    with pytest.raises(IngestError, match="cannot be read"):
        Folder(watched.folder / "nowhere", (), 5, Context())

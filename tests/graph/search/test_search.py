"""Searches over a journal: who is found, in which order, and that the index follows the journal."""

import json
import stat
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from graph.entries import Entry, Identifier
from graph.journal import Journal
from graph.journal.withdrawing.withdrawals import Withdrawal
from graph.progress import silent
from graph.search.asking import Hit, Question, found
from graph.search.index_files import IndexedVersions, IndexEntry, IndexFiles
from graph.search.search import Search
from graph.search.upkeep import bring_up_to_date, keep_up
from graph.search.words import spelled
from graph.settings import Settings
from tests.support.entries import day, email, person
from tests.support.identity import assign

PEOPLE = (
    person("1", day(1), email("jm@x.de"), full_name="Jürgen Müller", city="Köln", country="DE"),
    person("2", day(1), full_name="Jurgen Muller", city="Boston", country="US"),
    person("3", day(1), full_name="Erika Mustermann", birth_name="Gabler", country="DE"),
    person("4", day(1), email("e.gross@firma.example"), given_name="Emil", family_name="Groß"),
    person("5", day(1), Identifier("phone", "+49300074321"), organization_name="Hoffmann & Söhne GmbH"),
    person(
        "6",
        day(1),
        Identifier("account", "shop:L-4711"),
        Identifier("account", "club:30055"),
        full_name="Ayşe Yılmaz",
    ),
    person("7", day(1), Identifier("cookie", "shop.example:GA1.2.77")),
)
CUSTOMERS = {f"crm:{number}": f"C{number}" for number in range(1, 8)}


class Desk:
    """An installation whose customers are searched for."""

    def __init__(self, home: Path, entries: Sequence[Entry], customers: dict[str, str]) -> None:
        self.settings = Settings(home=home)
        self.journal = Journal.open(self.settings)
        self.journal.append(entries, "one")
        assign(self.journal, "run", day(90), customers)
        self.index_files = IndexFiles(home)
        self.search = Search(self.settings)

    def hits(self, text: str, *values: str, country: str | None = None, first: int = 20) -> list[Hit]:
        """What a search finds."""
        return self.search.find(Question(text, values, country, first))

    def ids(self, text: str, *values: str, country: str | None = None) -> list[str]:
        """The customers that it finds."""
        return [hit.customer_id for hit in self.hits(text, *values, country=country)]

    @property
    def folders(self) -> set[str]:
        """Folders of indexes."""
        return {path.name for path in (self.settings.home / "search").glob("index-*")}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A few people; the tests only search."""
    return Desk(tmp_path_factory.mktemp("desk"), PEOPLE, CUSTOMERS)


@pytest.fixture
def changing(tmp_path: Path) -> Desk:
    """The same, to be changed, with an index of them."""
    desk = Desk(tmp_path, PEOPLE, CUSTOMERS)
    bring_up_to_date(desk.journal, desk.index_files)
    return desk


@pytest.mark.parametrize(
    ("text", "customers"),
    [
        ("Jürgen Müller", ["C1", "C2"]),
        ("jurgen muller", ["C1", "C2"]),
        ("MUELLER, Juergen", ["C1", "C2"]),
        ("Müler", ["C1", "C2"]),  # a letter missing
        ("Mustermnan", ["C3"]),  # letters swapped
        ("Juraen", ["C1", "C2"]),  # a wrong letter, which makes two that are no umlaut
        ("ase yilmaz", ["C6"]),  # three letters of four
        ("muster", ["C3"]),  # the beginning
        ("mann", ["C3", "C5"]),  # inside
        ("Gabler", ["C3"]),
        ("erika gabler", ["C3"]),
        ("Gross", ["C4"]),
        ("soehne", ["C5"]),
        ("ayse yilmaz", ["C6"]),
        ("jurgen köln", ["C1"]),  # with the place
        ("E.Gross@firma.example", ["C4"]),
        ("firma.example", ["C4"]),
        ("e.gro", ["C4"]),
        ("e.gros@firma.example", ["C4"]),
        ("0074321", ["C5"]),  # the end of a number
        ("030 00743", ["C5"]),  # its beginning, as dialled
        ("4930007", ["C5"]),
        ("0300", ["C5"]),  # four digits, though one of them is not in the number; no account is dialled
        ("30055", ["C6"]),
        ("0432", []),  # 432 is in nobody's
        ("0321", []),  # nor ends theirs with the zero
        ("L-4711", ["C6"]),
        ("shop:l-4711", ["C6"]),
        ("GA1.2.77", ["C7"]),
        ("Anna", []),
        ("Jürgen Mustermann", []),  # of two people
        ("& – .", []),
    ],
)
def test_who_is_found(desk: Desk, text: str, customers: list[str]) -> None:
    assert sorted(desk.ids(text)) == customers


def test_identifiers_in_full_come_first(desk: Desk) -> None:
    [hit] = desk.hits("(030) 000-74321", "+49300074321")

    assert (hit.customer_id, hit.score) == ("C5", 1.0)
    assert desk.hits("jm@x.de")[0] == Hit("C1", 1.0)


def test_the_nearest_name_comes_first(desk: Desk) -> None:
    found = desk.hits("Jurgen Muler")

    assert [hit.customer_id for hit in found] == ["C1", "C2"]
    assert desk.ids("Emil") == ["C4"]
    assert desk.hits("Erika Mustermann")[0].score > desk.hits("Erika Musterman")[0].score


def test_only_customers_of_a_country(desk: Desk) -> None:
    assert desk.ids("muller", country="US") == ["C2"]
    assert desk.ids("jm@x.de", country="US") == []


def test_no_more_than_asked_for(desk: Desk) -> None:
    assert [hit.customer_id for hit in desk.hits("muller", first=1)] == ["C1"]


NAMESAKES = (
    "Anna Berg",
    "Anna Berger",
    "Ana Bergmann",
    "Hanna Berg",
    "Berg Anna-Maria",
    "Anna Burg",
    "Anna Bergh",
)


@pytest.mark.parametrize("text", ["anna berg", "ana bergh", "berg", "ann ber", "hanna burg"])
def test_the_few_that_are_asked_for_are_the_best_of_all(tmp_path: Path, text: str) -> None:
    """However a name was found, a nearer one may be better: whoever could be is looked at. Who has all words
    as they are asked for may not be, where a word is a city."""
    index_files = IndexFiles(tmp_path)
    with index_files.lease(silent):
        made = (
            IndexEntry(f"C{n}", [name], set(spelled(name)), [], ["berg"] if n % 4 == 0 else [], [])
            for n, name in enumerate(NAMESAKES * 3)
        )
        index_files.write(made, IndexedVersions("made", {}, {}))
    index = index_files.open()
    best = found(index, Question(text, first=100))
    assert best
    for first in range(1, len(best)):
        assert found(index, Question(text, first=first)) == best[:first]


def test_the_index_follows_the_journal(changing: Desk) -> None:
    before = changing.folders
    changing.journal.append([person("2", day(2), full_name="John Smith", country="US")], "two")
    changing.journal.append([person("8", day(2), full_name="Zoe Newcomer")], "two")
    assign(changing.journal, "next", day(91), {"crm:8": "C8", "crm:3": "C4"})
    bring_up_to_date(changing.journal, changing.index_files)

    assert changing.ids("Muller") == ["C1"]
    assert changing.ids("Smith") == ["C2"]
    assert changing.ids("Newcomer") == ["C8"]
    assert changing.ids("Gabler") == ["C4"]  # C3 became part of C4
    assert changing.folders == before  # it was changed, not made anew


def test_nothing_new_leaves_it_as_it_is(changing: Desk) -> None:
    mark = changing.index_files.mark()
    bring_up_to_date(changing.journal, changing.index_files)

    assert changing.index_files.mark() == mark


def test_what_an_unfinished_run_wrote_comes_with_its_end(changing: Desk) -> None:
    running = {"run_id": "late", "status": "running", "started_at": day(92)}
    changing.journal.append_table("runs", pa.Table.from_pylist([running]))
    assign(changing.journal, "late", day(92), {"crm:1": "C2"})
    bring_up_to_date(changing.journal, changing.index_files)
    assert changing.ids("jm@x.de") == ["C1"]

    changing.journal.append_table("runs", pa.Table.from_pylist([running | {"status": "finished"}]))
    bring_up_to_date(changing.journal, changing.index_files)

    assert changing.ids("jm@x.de") == ["C2"]


def test_what_was_taken_back_leaves_the_files_too(changing: Desk) -> None:
    before = changing.folders
    changing.journal.append([person("9", day(3), full_name="Quintessa Withdrawn")], "mistake")
    assign(changing.journal, "next", day(91), {"crm:9": "C9"})
    bring_up_to_date(changing.journal, changing.index_files)
    assert changing.ids("Quintessa") == ["C9"]

    changing.journal.withdraw([Withdrawal("mistake", "crm", None, "undone")])
    bring_up_to_date(changing.journal, changing.index_files)

    assert changing.ids("Quintessa") == []
    assert changing.folders.isdisjoint(before)


@pytest.mark.parametrize("damage", ["flipped", "cut", "gone", "mark", "other"])
def test_a_damaged_index_is_made_anew(changing: Desk, damage: str) -> None:
    [folder] = (changing.settings.home / "search").glob("index-*")
    current = changing.settings.home / "search" / "current.json"
    file = max(folder.glob("*.store"), key=lambda path: path.stat().st_size)
    content = bytearray(file.read_bytes())
    match damage:
        case "flipped":
            content[len(content) // 2] ^= 1
            file.write_bytes(content)
        case "cut":
            file.write_bytes(content[:-1])
        case "gone":
            file.unlink()
        case "mark":
            current.write_text("{")
        case "other":
            stated = json.loads(current.read_text())
            current.write_text(json.dumps(stated | {"made_by": "an earlier version"}))

    assert changing.ids("Mustermann") == ["C3"]
    assert changing.folders.isdisjoint({folder.name})
    assert len(changing.folders) == 1


def test_an_index_of_another_journal_is_made_anew(changing: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other", PEOPLE[:1], {"crm:1": "D1"})
    bring_up_to_date(other.journal, changing.index_files)

    assert Search(changing.settings).find(Question("muller")) == [Hit("D1", changing.hits("muller")[0].score)]


def test_nobody_else_reads_it_and_who_never_searches_has_none(changing: Desk, tmp_path: Path) -> None:
    files = [path for path in (changing.settings.home / "search").rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}

    idle = Desk(tmp_path / "idle", PEOPLE[:1], {"crm:1": "D1"})
    keep_up(idle.journal, idle.index_files, silent)
    assert not (tmp_path / "idle" / "search").exists()

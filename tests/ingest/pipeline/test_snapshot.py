"""Full states and change files: what is gone or deleted has ended, and comes back when it returns."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.errors import IngestError, MappingError
from graph.journal import Journal
from graph.journal.quality.quarantine import RejectionFilter
from graph.journal.withdrawing.undo import WithdrawalEffect, effect_of, of_ingest
from graph.settings import Settings
from ingest.pipeline.pipeline import IngestOptions, ingest
from ingest.pipeline.summary import IncompleteFiles, IngestSummary
from tests.ingest.support import refusal, write
from tests.support.identity import assign
from tests.support.looking import look

PEOPLE = {str(nr): f"{nr},Name {nr} Groß,n{nr}@mail.example\n" for nr in range(1, 11)}
SNAPSHOT = """
    source: crm
    snapshot: true
    files:
      - path: k*.csv
        rows:
          - kind: customer
            fields: {source_id: Nr, full_name: Name, email: Mail}
"""
CHANGES = """
    source: crm
    files:
      - path: k*.csv
        delete_when: {op: [d, D, delete]}
        rows:
          - kind: customer
            fields: {source_id: Nr, full_name: Name, email: Mail, observed_at: am}
          - kind: order
            when: {Bestellung: "*"}
            fields: {source_id: Nr, number: Bestellung, ordered_at: am, total: Summe}
"""


class Company:
    """One source and its journal."""

    def __init__(self, folder: Path, mapping: str) -> None:
        self.folder, self.mapping = folder, write(folder / "m.yaml", mapping)

    @property
    def journal(self) -> Journal:
        return Journal.open(Settings(home=self.folder / "home"))

    def ingest(self, text: str, file: str = "k.csv", **options: bool) -> IngestSummary:
        path = self.folder / file
        path.write_text(text, encoding="utf-8")
        return ingest(self.mapping, (path,), self.journal, IngestOptions(**options))  # type: ignore[arg-type]

    def state(self, *numbers: int, more: str = "", file: str = "k.csv", **options: bool) -> IngestSummary:
        """Ingests the state that has these people."""
        rows = "".join(PEOPLE[str(nr)] for nr in numbers)
        return self.ingest(f"Nr,Name,Mail\n{rows}{more}", file, **options)

    def changes(self, *rows: str, file: str = "k.csv") -> IngestSummary:
        return self.ingest("op,Nr,Name,Mail,am,Bestellung,Summe\n" + "".join(f"{it}\n" for it in rows), file)

    def shown(self, query: str) -> list[str]:
        return sorted(str(value) for (value,) in look(self.journal, query))

    @property
    def records(self) -> list[int]:
        return sorted(map(int, self.shown("SELECT source_id FROM records")))

    @property
    def emails(self) -> list[str]:
        return self.shown("SELECT value FROM identifiers WHERE kind = 'email'")

    def undo(self, summary: IngestSummary) -> None:
        self.journal.withdraw(of_ingest(self.journal, summary.ingest_id))


ALL = tuple(range(1, 11))


@pytest.fixture
def crm(tmp_path: Path) -> Company:
    return Company(tmp_path, SNAPSHOT)


@pytest.fixture
def feed(tmp_path: Path) -> Company:
    return Company(tmp_path, CHANGES)


def counts(summary: IngestSummary) -> tuple[int, int, int]:
    return summary.total("accepted"), summary.total("unchanged"), summary.ended


def customers(effect: WithdrawalEffect) -> dict[str, tuple[int, int, int, int]]:
    """Of each customer the records that are there, and how many of them go, change and come back."""
    return {it.customer_id: (it.records, it.gone, it.changed, it.back) for it in effect.customers}


def test_what_a_full_state_lacks_has_ended_until_it_is_back(crm: Company) -> None:
    assert counts(crm.state(*ALL)) == (10, 0, 0)
    assert counts(crm.state(*ALL[:8])) == (2, 8, 2)
    assert crm.records == list(ALL[:8])
    assert "n9@mail.example" not in crm.emails
    assert counts(crm.state(*ALL[:8])) == (0, 8, 0)
    assert counts(crm.state(*ALL[:9])) == (1, 8, 0)
    assert crm.records == list(ALL[:9])
    assert crm.emails == sorted(f"n{nr}@mail.example" for nr in ALL[:9])


def test_a_state_taken_back_gives_back_what_no_later_one_lacks_too(crm: Company) -> None:
    crm.state(*ALL)
    began = datetime(2024, 1, 1, tzinfo=UTC)
    assign(crm.journal, "r", began, {"crm:10": "C8", "crm:9": "C1", "crm:1": "C1", "crm:2": "C2"})
    second, third = crm.state(*ALL[:8]), crm.state(*ALL[:8])
    crm.undo(second)
    assert crm.records == list(ALL[:8])
    effect = effect_of(crm.journal, of_ingest(crm.journal, third.ingest_id))
    assert (effect.entries["records"], effect.returning["records"], effect.back) == (0, 2, 2)
    assert customers(effect) == {"C1": (1, 0, 0, 1), "C8": (0, 0, 0, 1)}
    crm.undo(third)
    assert crm.records == list(ALL)


@pytest.mark.parametrize("files", [("k.csv",) * 3, ("k-1.csv", "k-2.csv", "k-3.csv")])
def test_what_a_later_state_lacks_too_stays_away_however_files_are_called(
    crm: Company, files: tuple[str, str, str]
) -> None:
    _, wrong, _ = (
        crm.state(*numbers, file=file) for numbers, file in zip((ALL, ALL[:7], ALL[:8]), files, strict=True)
    )
    crm.undo(wrong)
    assert crm.records == list(ALL[:8])


def test_a_deletion_leaves_nothing_out(feed: Company) -> None:
    summary = feed.changes("c,1,Anna Groß,a@x.de,,B1,5", "d,1,,,,B1,", "c,2,Ben Kern,,,,")
    assert feed.records == [2]
    assert [dict(it.remarks) for it in summary.files] == [{}]


def test_whose_record_says_again_what_an_undo_gives_back(feed: Company) -> None:
    feed.changes("c,1,Anna Groß,,2024-01-01,B1,5")
    assign(feed.journal, "r", datetime(2024, 1, 1, tzinfo=UTC), {"crm:1": "C1"})
    deletion = feed.changes("d,1,,,2024-01-02,,")
    effect = effect_of(feed.journal, of_ingest(feed.journal, deletion.ingest_id))
    assert (effect.returning, effect.changed, effect.back) == ({"records": 1, "events": 0}, 1, 0)
    assert customers(effect) == {"C1": (1, 0, 1, 0)}


def test_a_state_that_lacks_too_much_is_refused(crm: Company) -> None:
    crm.state(*ALL)
    assert crm.state(*ALL[:7]).ended == 3  # 30 %
    for left, gone in ((ALL[:4], 3), ((), 7)):
        with pytest.raises(IngestError, match=f"would end {gone} of the 7 things") as caught:
            crm.state(*left, more="11,Neu,\n")
        assert "--accept-losses" in str(caught.value.hint)
        assert crm.records == list(ALL[:7])
    assert crm.state(more="11,Neu,\n", accept_losses=True).ended == 7
    assert crm.records == [11]


def test_rows_in_quarantine_are_not_gone(crm: Company) -> None:
    crm.state(*ALL)
    summary = crm.state(*ALL[:8], more="9;Name;x,y,z,zu viel\n")
    assert (summary.ended, summary.withheld) == (0, 2)
    assert crm.records == list(ALL)
    ids = [it.id for it in crm.journal.in_quarantine(RejectionFilter())]
    crm.journal.release("crm", ids, "dropped")
    assert crm.state(*ALL[:8], more="9;Name;x,y,z,zu viel\n").ended == 2
    assert crm.records == list(ALL[:8])


def test_a_state_that_breaks_off_ends_nothing(crm: Company, tmp_path: Path) -> None:
    import gzip

    crm.state(*ALL)
    packed = gzip.compress("".join(["Nr,Name,Mail\n", *PEOPLE.values()]).encode(), mtime=0)
    path = tmp_path / "k.csv"
    path.write_bytes(packed[:-20])
    with pytest.raises(IncompleteFiles):
        ingest(crm.mapping, (path,), crm.journal, IngestOptions(accept_losses=True))
    assert crm.records == list(ALL)


def test_files_of_one_ingest_are_one_state_and_other_files_say_nothing_of_it(tmp_path: Path) -> None:
    crm = Company(
        tmp_path,
        SNAPSHOT.replace("    snapshot: true\n", "")
        + """
      - path: voll*.csv
        snapshot: true
        rows: [{kind: customer, fields: {source_id: Nr}}]
    """,
    )
    crm.state(*ALL)
    crm.ingest("Nr\n21\n22\n23\n24\n25\n", file="voll.csv")
    for name, rows in (("voll-1.csv", "21\n"), ("voll-2.csv", "22\n23\n24\n")):
        (tmp_path / name).write_text(f"Nr\n{rows}")
    summary = ingest(crm.mapping, (tmp_path / "voll-1.csv", tmp_path / "voll-2.csv"), crm.journal)
    assert summary.ended == 1
    assert crm.records == [*ALL, 21, 22, 23, 24]


def test_a_folder_beside_other_entries_is_a_state(tmp_path: Path) -> None:
    mapping = SNAPSHOT.replace("path: k*.csv", "path: voll\n        format: csv")
    crm = Company(
        tmp_path,
        f"{mapping}      - {{path: neu.csv, rows: [{{kind: customer, fields: {{source_id: Nr}}}}]}}\n",
    )
    (tmp_path / "voll").mkdir()
    for name, numbers in (("part-a1.csv", ALL), ("part-b2.csv", ALL[:8])):
        for part in (tmp_path / "voll").iterdir():
            part.unlink()
        (tmp_path / "voll" / name).write_text(f"Nr,Name,Mail\n{''.join(PEOPLE[str(nr)] for nr in numbers)}")
        ingest(crm.mapping, (tmp_path / "voll",), crm.journal)
    assert crm.records == list(ALL[:8])


def test_a_folder_is_no_state_of_what_an_entry_that_is_gone_has_read(tmp_path: Path) -> None:
    mapping = SNAPSHOT.replace("path: k*.csv", "path: voll\n        format: csv")
    other = "      - {{path: {}.csv, rows: [{{kind: customer, fields: {{source_id: Nr}}}}]}}\n"
    crm = Company(tmp_path, mapping + other.format("neu") + other.format("alt"))
    (tmp_path / "voll").mkdir()
    (tmp_path / "voll" / "a.csv").write_text(f"Nr,Name,Mail\n{''.join(PEOPLE[str(nr)] for nr in ALL)}")
    (tmp_path / "alt.csv").write_text("Nr\n21\n22\n")
    ingest(crm.mapping, (tmp_path / "voll", tmp_path / "alt.csv"), crm.journal)
    crm.mapping.write_text(crm.mapping.read_text().replace("path: alt.csv", "path: other.csv"))
    (tmp_path / "voll" / "a.csv").write_text(f"Nr,Name,Mail\n{''.join(PEOPLE[str(nr)] for nr in ALL[:8])}")
    ingest(crm.mapping, (tmp_path / "voll",), crm.journal)
    assert crm.records == [*ALL[:8], 21, 22]


def test_deletions_in_the_order_of_the_file(feed: Company) -> None:
    rows = (
        "c,1,Anna Groß,a@x.example,,,",
        "d,1,,,,,",
        "c,1,Anna Kern,k@x.example,,,",
        "c,2,Bernd Alt,,,,",
        "D,2,,,,,",
    )
    assert counts(feed.changes(*rows)) == (5, 0, 0)
    assert (feed.records, feed.emails) == ([1], ["k@x.example"])
    assert counts(feed.changes(*rows)) == (0, 5, 0)
    assert (feed.records, feed.emails) == ([1], ["k@x.example"])


def test_times_tell_what_a_deletion_that_comes_late_ends(feed: Company) -> None:
    feed.changes("c,1,Anna,a@x.example,2024-01-05,,", "c,2,Bernd,b@x.example,2024-01-01,,")
    feed.changes("d,1,,,2024-01-03,,", "d,2,,,2024-01-03,,", file="k2.csv")
    assert feed.records == [1]
    feed.changes("c,2,Bernd,b@x.example,2024-01-04,,", file="k4.csv")
    assert feed.records == [1, 2]


def test_a_deletion_needs_nothing_but_the_key(feed: Company) -> None:
    feed.changes("c,1,Anna,,2024-01-05,o1,5.00", "c,1,Anna,,2024-01-05,o2,7.00")
    summary = feed.changes("d,,,,,o1,", file="k2.csv")
    assert feed.shown("SELECT order_id FROM orders") == ["crm:o2"]
    assert summary.total("rejected_rows") == 1  # of the customer, whose key is empty
    assert feed.records == [1]


def test_mistakes_are_told(tmp_path: Path) -> None:
    wrong = SNAPSHOT.replace("snapshot: true", "snapshot: vielleicht\n    delete_when: {op: {nicht: d}}")
    assert [it.split(":")[0] for it in refusal(tmp_path, wrong)] == ["2", "3", "3"]


def test_a_full_state_ends_no_declarations_of_traits(tmp_path: Path) -> None:
    traits = "traits: {tier: text, size: number, since: date}\n"
    crm = Company(tmp_path, SNAPSHOT.replace("    source: crm\n", f"    source: crm\n    {traits}"))
    crm.state(*ALL)

    assert counts(crm.state(*ALL[:8])) == (2, 8, 2)
    assert crm.shown("SELECT key FROM events WHERE kind = 'trait'") == ["crm:since", "crm:size", "crm:tier"]


@pytest.mark.parametrize("op", ["c", "d"])
def test_changes_of_one_sort_alone_are_read(tmp_path: Path, op: str) -> None:
    mapping = """
        source: crm
        files:
          - path: "*.jsonl"
            delete_when: {op: d}
            rows: [{kind: customer, fields: {source_id: {coalesce: [after.id, before.id]}, city: after.city}}]
    """
    feed = Company(tmp_path, mapping)
    side = "before" if op == "d" else "after"
    feed.ingest(f'{{"op": "{op}", "{side}": {{"id": 7, "city": "Ulm"}}}}\n', "k.jsonl")

    assert feed.records == ([] if op == "d" else [7])


def test_a_file_of_deletions_needs_keys_alone(tmp_path: Path) -> None:
    mapping = """
        source: shop
        files:
          - path: "*.jsonl"
            delete_when: {op: d}
            rows:
              - {kind: order, fields: {number: nr, source_id: kunde, ordered_at: am}}
              - {kind: order_line, fields: {order: nr, product: "pos[].art"}}
    """
    feed = Company(tmp_path, mapping)
    feed.ingest('{"nr": "B1", "kunde": "7", "am": "2024-01-01", "pos": [{"art": "A"}]}\n', "k.jsonl")
    feed.ingest('{"op": "d", "nr": "B1"}\n', "d.jsonl")
    assert feed.shown("SELECT key FROM events WHERE kind = 'order'") == []
    with pytest.raises(MappingError, match='no column "nr"'):
        feed.ingest('{"op": "d", "nummer": "B1"}\n', "e.jsonl")

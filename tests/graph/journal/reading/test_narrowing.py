"""What is said of some records is what the views of all say of these."""

from contextlib import closing
from pathlib import Path

import pytest

from graph.journal import Journal
from graph.journal.reading.narrowing import narrowed
from graph.settings import Settings
from tests.support.entries import day, email, order, person

_SAID = {
    "records": "*",
    "record_versions": "* EXCLUDE (identifiers)",
    "identifiers": "*",
    "events": "kind, key, record_id, stated_at, placed_at",
}


@pytest.mark.parametrize("chosen", [("crm:1", "shop:a"), ("crm:2",), ("crm:none",)])
def test_views_of_some_records_say_the_same_of_them(tmp_path: Path, chosen: tuple[str, ...]) -> None:
    journal = Journal.open(Settings(home=tmp_path))
    journal.append([person("1", day(1), email("a@b.de"), city="Ulm"), person("2", None, city="Bonn")], "one")
    journal.append([person("1", day(2), email("c@b.de"), city="Bonn"), person("2", None)], "two")
    journal.append(
        [order("o1", "a", day(3), status="paid"), order("o1", "b", day(4), status="sent")], "three"
    )
    with closing(journal.connect()) as connection:
        ids = ", ".join(f"'{record}'" for record in chosen)
        said = {
            name: f"SELECT {columns} FROM {name} WHERE record_id IN ({ids}) ORDER BY ALL"  # noqa: S608 - ours
            for name, columns in _SAID.items()
        }
        usual = {name: connection.execute(query).fetchall() for name, query in said.items()}

        with narrowed(connection, f"SELECT unnest([{ids}]) AS record_id"):
            narrow = {name: connection.execute(query).fetchall() for name, query in said.items()}
            others = connection.execute(f"FROM records WHERE record_id NOT IN ({ids})").fetchall()
        again = connection.execute("SELECT count(*) FROM records").fetchall()

    assert narrow == usual
    assert others == []
    assert again[0][0] >= 3

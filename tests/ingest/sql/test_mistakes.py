"""What is wrong with a table, a query or a database is told, without secrets."""

import pytest

from graph.errors import IngestError
from ingest.pipeline.summary import IncompleteFiles
from tests.ingest.sql.erp import MAPPING, Erp
from tests.ingest.support import refusal, write


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("table: people", "table: peple"), r'no table or view "peple". Did you mean "people"'),
        (("table: people", "'table': \"people; DROP TABLE people\""), "no table or view"),
        (("cursor: changed", "cursor: chnged"), r'no column "chnged". Did you mean "changed"'),
        (("erp.db", "missing.db"), "no database file missing.db"),
        (("url: sqlite:///erp.db", "url_env: CKG_TEST_NO_URL"), "CKG_TEST_NO_URL is not set"),
        (("cursor: changed", 'lag: 7, cursor: "changed"'), "does not go with a cursor of type str"),
    ],
)
def test_mistakes_of_a_table(erp: Erp, change: tuple[str, str], message: str) -> None:
    if "lag" in change[1]:
        erp.ingest()
    write(erp.mapping, MAPPING.replace(*change))
    with pytest.raises((IngestError, IncompleteFiles), match=message):
        erp.ingest()
    assert not (erp.folder / "missing.db").exists()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT nr FROM gone", "a table or column is not there"),
        ("SELEC nr FROM people", "the statement has a mistake"),
        ("DELETE FROM people", "does more than select"),
    ],
)
def test_mistakes_of_a_query(erp: Erp, query: str, message: str) -> None:
    named = f'query: "{query}", name: all'
    write(erp.mapping, MAPPING.replace("table: people, cursor: changed, key: nr", named))
    with pytest.raises(IngestError, match=f"query all cannot be read: .*{message}") as caught:
        erp.ingest()
    assert "`query`" in str(caught.value.hint)


def test_a_database_file_that_breaks_off_or_is_none(erp: Erp) -> None:
    file = erp.folder / "erp.db"
    file.write_bytes(file.read_bytes()[:-1_000])
    with pytest.raises(IngestError, match=r"database file erp\.db breaks off"):
        erp.ingest()
    file.write_bytes(b"Nr;Name\n" * 200)
    with pytest.raises(IngestError, match="is no SQLite database"):
        erp.ingest()


def test_secrets_are_neither_in_mappings_nor_in_errors(erp: Erp, monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(
        "must not hold a password" in it
        for it in refusal(erp.folder, MAPPING.replace("sqlite:///erp.db", "postgresql://me:geheim@host/db"))
    )
    write(erp.mapping, MAPPING.replace("url: sqlite:///erp.db", "url_env: ERP_URL"))
    for address in (
        "postgresql://me:geheim@127.0.0.1:1/db",
        "postgresql://me:geheim@127.0.0.1:1/db?channel_binding=geheim",
        "nonsense://me:geheim@x",
        "geheim",
    ):
        monkeypatch.setenv("ERP_URL", address)
        with pytest.raises(IngestError) as caught:
            erp.ingest()
        assert "geheim" not in f"{caught.value.message} {caught.value.hint}"

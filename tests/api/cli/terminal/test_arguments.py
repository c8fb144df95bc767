"""Arguments in another encoding than UTF-8, as terminals in Latin-1 send them."""

from pathlib import Path

import pytest

from tests.support.script import Script

LATIN_1 = "M\udcfcller"
"""Müller, as Python has it from such a terminal."""


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", LATIN_1),
        ("source", "ingests", LATIN_1),
        ("source", "drop", LATIN_1, "--dry-run"),
        ("journey", f"crm:{LATIN_1}"),
        ("erase", f"crm:{LATIN_1}", "--dry-run"),
        ("quarantine", "list", "--source", LATIN_1),
    ],
)
def test_a_text_that_is_no_utf_8_is_refused_before_anything_is_opened(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ended = Script({"CKG_HOME": str(tmp_path / "home")}, tmp_path).run(*arguments)

    assert ended.status == 1
    assert "is no text in UTF-8" in ended.errors
    assert not (tmp_path / "home").exists()


def test_a_path_may_have_any_bytes(tmp_path: Path) -> None:
    (tmp_path / "k\udcfc.csv").write_text("Nr,Name\n1,Anna\n2,Bernd\n", encoding="utf-8")

    ended = Script({}, tmp_path).run("profile", "k\udcfc.csv", "--json")

    assert ended.status == 0, ended.errors

"""`ckg keys`: made, listed, taken back."""

import os
from pathlib import Path

import pytest

from tests.support.script import Script


@pytest.fixture
def ckg(tmp_path: Path) -> Script:
    """The command line on an empty home."""
    return Script({**os.environ, "CKG_HOME": str(tmp_path / "home")}, tmp_path)


def test_a_key_is_shown_once_and_listed_without_its_secret(ckg: Script) -> None:
    made = ckg.ask("keys", "add", "shop-app", "--roles", "read, pii")
    [listed] = ckg.ask("keys", "list")

    assert made["key"].startswith("ckg_")
    assert (listed["name"], listed["roles"], listed["revoked_at"]) == ("shop-app", ["pii", "read"], None)
    assert made["key"] not in str(listed)
    assert ckg.ask("keys", "revoke", listed["id"])["revoked_at"]
    assert ckg.ask("keys", "list")[0]["revoked_at"]


def test_write_keys_are_of_a_source_and_listed_beside_the_others(ckg: Script, tmp_path: Path) -> None:
    ckg.ask("keys", "add", "shop-app")
    made = ckg.ask(
        "keys", "write", "shop", "--origin", "https://shop.example", "--origin", "http://localhost:3000"
    )
    _, listed = ckg.ask("keys", "list")

    assert made["key"].startswith("ckgw_")
    assert (listed["source"], listed["browser"], len(listed["origins"])) == ("shop", True, 2)
    kept = (tmp_path / "home" / "write_keys.json").read_text()
    assert made["key"] not in kept + str(listed)
    assert ckg.ask("keys", "revoke", listed["id"])["revoked_at"]


def test_the_key_alone_goes_to_standard_output(ckg: Script) -> None:
    result = ckg.run("keys", "add", "shop-app")

    assert result.output.strip().startswith("ckg_")
    assert "\n" not in result.output.strip()
    assert "read" in result.errors


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("add", "shop", "--roles", "root"), "root"),
        (("add", "shop", "--roles", ""), "roles"),
        (("add", "no name"), "name"),
        (("write", "no:source"), "source"),
        (("write", "shop", "--origin", "https://shop.example/page"), "https://shop.example/page"),
        (("revoke", "12345678"), "12345678"),
    ],
)
def test_mistakes_are_named(ckg: Script, arguments: tuple[str, ...], named: str) -> None:
    result = ckg.run("keys", *arguments)

    assert result.status == 1
    assert named in result.errors
    assert "Traceback" not in result.errors


def test_a_damaged_file_of_keys_opens_nothing(ckg: Script, tmp_path: Path) -> None:
    ckg.ask("keys", "add", "shop")
    (tmp_path / "home" / "keys.json").write_text("{")

    result = ckg.run("keys", "list")

    assert result.status == 1
    assert "keys.json" in result.errors

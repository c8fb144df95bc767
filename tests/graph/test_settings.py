"""Settings: values that cannot be used are told by name before anything is done."""

from pathlib import Path

import pytest

from graph.errors import SettingsError
from graph.settings import load_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("country", "ZZ"),
        ("timezone", "Mars/Olympus"),
        ("timezone", "../../etc/passwd"),
        ("graphql_seconds", "0"),
        ("graphql_page", "-1"),
        ("graphql_rates", "read=much"),
        ("intake_mappings", "absent"),
        ("store_memory", "two"),
        ("store_memory", "2 GB"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"CKG_{name.upper()}", value)

    with pytest.raises(SettingsError, match=rf"^Settings cannot be used: {name}: (?!Value error)"):
        load_settings()


def test_settings_that_go_together_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CKG_OIDC_ISSUER", "https://login.example.com")

    with pytest.raises(SettingsError, match=r"^Settings cannot be used: oidc_issuer, oidc_audience and"):
        load_settings()


def test_a_country_may_be_in_small_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CKG_COUNTRY", "at")

    assert load_settings().country == "AT"


def test_what_is_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    unset = load_settings()
    for name in ("CKG_HOME", "NEO4J_URI", "CKG_BODY_BYTES"):
        monkeypatch.setenv(name, "")

    assert load_settings() == unset


@pytest.fixture
def toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of settings in the current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "ckg.toml"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"[a\n", "ckg.toml cannot be read: .*line 1"),
        (b'country = "D\xe9"', "ckg.toml cannot be read: it is no UTF-8"),
        (b'hom = "x"', "hom: there is no such setting"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(toml: Path, content: bytes, told: str) -> None:
    toml.write_bytes(content)

    with pytest.raises(SettingsError, match=told):
        load_settings()


def test_a_file_of_an_editor_that_marks_unicode_is_read(toml: Path) -> None:
    toml.write_bytes(b'\xef\xbb\xbfcountry = "at"')

    assert load_settings().country == "AT"

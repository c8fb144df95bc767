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
        ("timezone", "localtime"),
        ("graphql_seconds", "0"),
        ("graphql_page", "-1"),
        ("graphql_rates", "read=much"),
        ("intake_mappings", "absent"),
        ("rules", "absent.yaml"),
        ("segments", "tests"),
        ("graphql_operations", "absent.json"),
        ("browser_jar", "absent.jar"),
        ("store_memory", "two"),
        ("store_memory", "2 GB"),
        ("run_memory", "five"),
        ("run_memory", "0GB"),
        ("run_memory", "5"),
        ("home", "~nobody-of-that-name/ckg"),
        ("development", "perhaps"),
        ("graphql_depth", "1.5"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"CKG_{name.upper()}", value)

    with pytest.raises(SettingsError, match=rf"^Settings cannot be used: {name}: (?!Value error)"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("CKG_CUONTRY", "CKG_COUNTRY"),
        ("CKG_TIME_ZONE", "CKG_TIMEZONE"),
        ("CKG_NEO4J_URI", "NEO4J_URI"),
        ("NEO4J_URL", "NEO4J_URI"),
        ("ckg_graphql_pages", "CKG_GRAPHQL_PAGE"),
    ],
)
def test_a_misspelt_variable_is_no_setting_without_a_word(
    monkeypatch: pytest.MonkeyPatch, name: str, meant: str
) -> None:
    monkeypatch.setenv(name, "x")

    with pytest.raises(SettingsError, match=f"no setting {name.upper()}") as caught:
        load_settings()

    assert caught.value.hint == f"Did you mean {meant}?"


@pytest.mark.parametrize(
    "name", ["CKG_STEWARD", "CKG_STORE_OWNER", "CKG_DATA", "NEO4J_HOME", "NEO4J_AUTH", "NEO4J_PLUGINS"]
)
def test_variables_of_others_are_left_alone(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    unset = load_settings()
    monkeypatch.setenv(name, "x")

    assert load_settings() == unset


def test_a_path_may_begin_at_the_folder_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As it stands in `ckg.toml` and in files of a service manager, which no shell reads."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CKG_HOME", "~/customers")

    assert load_settings().home == tmp_path / "customers"


def test_the_user_of_a_server_has_the_name_that_aura_gives_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", "ana")

    assert load_settings().neo4j_user == "ana"


def test_settings_that_go_together_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CKG_OIDC_ISSUER", "https://login.example.com")

    with pytest.raises(SettingsError, match=r"^Settings cannot be used: oidc_issuer, oidc_audience and"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value", "known"),
    [("country", "at", "AT"), ("timezone", "EST", "America/Panama"), ("timezone", "Japan", "Japan")],
)
def test_a_value_is_taken_as_all_that_it_goes_to_know_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, known: str
) -> None:
    monkeypatch.setenv(f"CKG_{name.upper()}", value)

    assert getattr(load_settings(), name) == known


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

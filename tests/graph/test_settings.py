"""Settings: values that cannot be used are told by name before anything is done."""

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

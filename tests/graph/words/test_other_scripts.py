"""Names of organizations and cities in other scripts."""

import pytest

from graph.words.folding import fold_text
from graph.words.other_scripts import organization_in_latin


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("上海华天贸易有限公司", "shanghai huatian trading co ltd"),
        ("株式会社東京電機", "tokyo electric kk"),
        ("㈱東京電機", "tokyo electric kk"),
        ("주식회사 한빛전자", "hanbich electronics co ltd"),
        ("Τεχνική Α.Ε.", "techniki sa"),
        ("Τεχνική ΕΠΕ", "techniki ltd"),
    ],
)
def test_legal_forms_towns_and_trades_are_told_in_english(name: str, latin: str) -> None:
    assert (organization_in_latin(name) or "").lower() == latin


@pytest.mark.parametrize(("city", "kind"), [("川崎", "市"), ("千葉", "県")])
def test_cities_called_as_families_are_begin_alike_with_their_kind(city: str, kind: str) -> None:
    assert (fold_text(city + kind) or "").startswith(fold_text(city) or "-")

"""Which e-mail addresses are chosen, and which are made of a name."""

from __future__ import annotations

import pytest

from tests.graph.identity.features.records import Features, told


@pytest.mark.parametrize(
    ("record", "own"),
    [
        (told(emails=[f"{name}@web.de"], given_name="Anna", family_name="Groß"), own)
        for name, own in {
            "anna.gross": (None, None),
            "agross": (None, None),
            "gross-anna": (None, None),
            "anna.gross85": (["anna.gross85"], "anna.gross85@web.de"),
            "sonnenblume": (["sonnenblume"], "sonnenblume@web.de"),
        }.items()
    ],
)
def test_an_address_made_of_the_name_is_no_handle(
    features: Features, record: str, own: tuple[list[str] | None, str | None]
) -> None:
    assert features(record, "email_handles", "email_handle") == own


@pytest.mark.parametrize(
    ("record", "other"),
    [
        (
            told(emails=[f"{address}@web.de"], given_name=given, family_name=family),
            told(emails=["sonnenblume7@web.de"], given_name=given, family_name=family),
        )
        for given, family, address in (
            ("Hanne-Lore", "Knappe", "hannelore.knappe"),
            ("Hanne-Lore", "Knappe", "hanne.knappe"),
            ("Ann Kathrin", "Groß", "annkathrin.g"),
            ("Olivia", "Martins Gomes", "oliviagomes"),
            ("Jan", "van der Dussen", "j.vanderdussen"),
            ("Jan", "van der Dussen", "jan-dussen"),
            ("An", "Hannes", "an.hannes"),
            ("Ana", "da Silva e Souza", "anasilvasouza"),
        )
    ],
)
def test_an_address_made_of_any_words_of_the_name_is_no_handle(
    features: Features, record: str, other: str
) -> None:
    assert features(record, "email_handles", "email_handle") == (None, None)
    assert features(other, "email_handles") == (["sonnenblume7"],)


@pytest.mark.parametrize(
    "record", [told(emails=["hans.bauer@web.de"], given_name="Hans", family_name="Renner")]
)
def test_an_address_of_the_given_name_and_a_word_is_not_a_misspelt_one(
    features: Features, record: str
) -> None:
    assert features(record, "email_handles", "email_handle") == (["hans.bauer"], None)

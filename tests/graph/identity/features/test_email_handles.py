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
    ("record", "own"),
    [
        (told(emails=[f"{name}@web.de"], given_name="Anna", family_name="Groß", birth_date="1986-04-27"), own)
        for name, own in {
            "anna.gross86": None,
            "agross1986": None,
            "anna.gross85": ["anna.gross85"],
            "wolke86": ["wolke86"],
        }.items()
    ],
)
def test_an_address_made_of_name_and_birth_is_no_handle(
    features: Features, record: str, own: list[str] | None
) -> None:
    assert features(record, "email_handles") == (own,)


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
            ("Ahmad", "Al-Shehri", "ahmedalshehri"),
            ("Ana", "da Silva e Souza", "anasilvasouza"),
            ("S.", "Murugan", "smurugan1"),
            ("K.S.", "Vijay", "vijayks_x"),
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


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (told(emails=[f"{address}@web.de"], given_name=given, family_name=family), (family_told, handles))
        for given, family, address, family_told, handles in (
            ("Ana", None, "ana.garcia", "garcia", None),
            ("Ana", None, "anagarcia", "garcia", None),
            ("Ana", None, "garcia_ana72", "garcia", ["garcia_ana72"]),
            ("Ana Belén", None, "anabelen.paz", "belenpaz", None),
            ("Ana Belén", None, "ana.belen", None, None),
            ("Ana", None, "ana77", None, ["ana77"]),
            ("Ana", None, "a.garcia", None, ["a.garcia"]),
            ("Jo", None, "jo.garcia", None, ["jo.garcia"]),
            ("Chris", None, "christian", None, None),
            ("Chris", None, "christian77", None, ["christian77"]),
            ("Chris", None, "christianmeier", "meier", None),
            ("Chris", None, "meier-christian", "meier", None),
            ("Chris", None, "chris.tian", "tian", None),
            ("Anne", None, "marianne", None, None),
            ("Anne", None, "meier.susanne", "meier", None),
            ("Max", None, "maximilian", None, None),
            ("Max", None, "maxmeier", "meier", None),
            ("Ana", "Garcia", "ana.lopez", None, ["ana.lopez"]),
            (None, "Garcia", "ana.garcia", None, ["ana.garcia"]),
        )
    ],
)
def test_an_address_tells_the_family_name_of_who_gives_none(
    features: Features, record: str, expected: tuple[str | None, list[str] | None]
) -> None:
    assert features(record, "told_family", "email_handles") == expected

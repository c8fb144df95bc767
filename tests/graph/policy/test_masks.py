"""Masks keep what they are to keep, and nothing else."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import MODEL
from graph.model.personal import Personal
from graph.policy.masks import HIDDEN, kind_of_identifier, kind_of_property, masked, personal, suppressed
from tests.support.budget import examples
from tests.support.characters import CHARACTERS

TEXTS = st.text(CHARACTERS, max_size=40)
HIDING = sorted(set(Personal) - {Personal.NOT, Personal.KEY})
TELLING = ("email", "phone", "name", "birth", "street", "handle", "comment", "reason", "address")
UNTOLD = {
    *("Product.name", "Campaign.name", "Event.name", "Interest.name", "Source.name", "Trait.name"),
    *("Customer.name_suffix", "SourceRecord.name_suffix"),
    *("Customer.organization_name", "SourceRecord.organization_name", "Customer.churn_reasons"),
}
"""Properties that sound like personal ones, and are the names of things and organizations, or of what a
probability is made of."""


def test_what_sounds_personal_is_declared_so() -> None:
    shown = {
        f"{kind.label}.{p.name}"
        for kind in MODEL.nodes
        for p in kind.properties
        if p.personal is Personal.NOT and any(word in p.name for word in TELLING)
    }

    assert shown == UNTOLD


def test_every_identifier_has_a_kind() -> None:
    assert {kind.name for kind in MODEL.identifiers if kind_of_identifier(kind.name) is Personal.NOT} == set()
    assert kind_of_identifier("new") is Personal.WORDS
    assert kind_of_property("Customer", "new") is None


@settings(max_examples=examples(50))
@given(TEXTS)
def test_letters_and_digits_of_a_name_stay_hidden(text: str) -> None:
    shown = masked(Personal.NAME, f"Mia{text}Quillfeather 77")

    assert "uillfeather" not in shown
    assert "77" not in shown
    assert masked(Personal.NAME, f"Mia{text}Quillfeather 77") == shown


@settings(max_examples=examples(50))
@given(st.sampled_from(HIDING), TEXTS)
def test_any_text_can_be_masked(kind: Personal, text: str) -> None:
    shown = masked(kind, text)

    assert isinstance(shown, str)
    assert masked(kind, [text, text]) == [shown, shown]


@pytest.mark.parametrize("kind", sorted(Personal))
@pytest.mark.parametrize("part", ["a", "a@", "%4", "+1", ":", "1 ", "ä."])
def test_long_texts_are_masked_at_once(kind: Personal, part: str) -> None:
    """What somebody asks for is held against masks, and may be as long as a request."""
    begun = process_time()
    masked(kind, part * 50_000)

    assert process_time() - begun < 2


@pytest.mark.parametrize("kind", HIDING)
def test_nothing_stays_nothing(kind: Personal) -> None:
    assert masked(kind, None) is None
    assert not personal(kind, None)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (Personal.EMAIL, "a@b@c.de", "…@c.de"),
        (Personal.EMAIL, "no address", HIDDEN),
        (Personal.PHONE, "+12025550123", "+1…23"),
        (Personal.PHONE, "030 12345", HIDDEN),
        (Personal.PHONE, "+49", HIDDEN),
        (Personal.BIRTH_DATE, "1971", "1971"),
        (Personal.BIRTH_DATE, "03.06.1971", HIDDEN),
        (Personal.BIRTH_DATE, "19710603", HIDDEN),
        (Personal.POSTAL_CODE, "EC1A 1BB", "EC…"),
        (Personal.POSTAL_CODE, "1", HIDDEN),
        (Personal.ADDRESS, "Quillgasse 7, Köln", HIDDEN),
        (Personal.NAME, "李小龍", HIDDEN),
        (Personal.NAME, "김 민수", "… …"),
        (Personal.NAME, "प्रिया शर्मा", "प. श."),
        (Personal.NAME, "Mu\u0308ller Ⓑⓔⓡⓖⓔⓡ", "M. B."),
        (Personal.NAME, "Анна Каренина", "А. К."),
        (Personal.NAME, "O'Neill, J. R.", "O.'N., J. R."),
        (Personal.DOCUMENT, "C01X", HIDDEN),
        (Personal.DOCUMENT, "passport:DE:C01:X", "passport:DE:…"),
        (Personal.HANDLE, "mastodon:anna:b", "mastodon:…"),
        (Personal.COOKIE, "shop.example:GA1.2.33", "shop.example:…"),
        (Personal.COOKIE, "GA1.2.33", HIDDEN),
        (Personal.DEVICE, "aa:bb:cc", HIDDEN),
        (Personal.KEY, "4711", "4711"),
        (Personal.KEY, "news:anna.berger@example.de", "news:…@example.de"),
        (Personal.KEY, "o'neill@example.de", "…@example.de"),
        (Personal.KEY, '"anna.berger"@example.de', "…@example.de"),
        (Personal.KEY, "news:anna(work)＠example.de", "news:…@example.de"),
        (Personal.KEY, "anna%40example.de", "…@example.de"),
        (Personal.KEY, "+49 (221) 12345", "+49…45"),
        (Personal.WORDS, "anything", HIDDEN),
    ],
)
def test_masks_are_typed(kind: Personal, value: str, shown: str) -> None:
    assert masked(kind, value) == shown


@pytest.mark.parametrize(("size", "shown"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_small_groups_have_no_size(size: int, shown: int | None) -> None:
    assert suppressed(size) == shown

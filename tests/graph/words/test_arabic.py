"""Words in Arabic letters look and sound like their Latin spellings."""

import pytest

from graph.identity.features.phonetics import cologne
from graph.words.arabic import with_vowels
from graph.words.folding import fold_text


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("محمد", "Mohammed"),
        ("مُحَمَّد", "Muhammad"),
        ("يوسف", "Youssef"),
        ("حسين", "Hussein"),
        ("إبراهيم", "Ebrahim"),
        ("طويل", "Tawil"),
        ("عبدالله", "Abdullah"),
        ("پرویز", "Parwiz"),
        ("منوچهر", "Manouchehr"),
        ("جمشید", "Jamshid"),
        ("چوہدری", "Chaudhri"),
        ("نور", "Noor"),
    ],
)
def test_a_name_sounds_like_its_latin_spellings(arabic: str, latin: str) -> None:
    assert cologne(fold_text(arabic) or "") == cologne(latin.lower())


def test_the_article_is_a_word_of_its_own() -> None:
    assert with_vowels("الخطيب") == "al-khatib"
    assert with_vowels("الب") == "alab"


def test_other_text_stays_as_it_is() -> None:
    assert with_vowels("Šárka 25, Київ") == "Šárka 25, Київ"
    assert fold_text("25 شارع") == "25 shara"

"""Words in Arabic and Hebrew letters look and sound like their Latin spellings."""

import pytest

from graph.identity.features.phonetics import cologne
from graph.words.abjads import with_vowels
from graph.words.folding import fold_text


@pytest.mark.parametrize(
    ("written", "latin"),
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
        ("יוסף", "Yosef"),
        ("משה", "Moshe"),
        ("אברהם", "Avraham"),
        ("יעקב", "Yaakov"),
        ("בנימין", "Binyamin"),
        ("רבקה", "Rivka"),
        ("מיכאל", "Michael"),
        ("רָחֵל", "Rachel"),
        ("אורי", "Ori"),
        ("לוי", "Levi"),
        ("כהן", "Cohen"),
        ("פרץ", "Peretz"),
        ("נועה", "Noa"),
        ("נועם", "Noam"),
        ("שמואל", "Shmuel"),
        ("יואל", "Yoel"),
        ("יואב", "Yoav"),
        ("עמנואל", "Emmanuel"),
        ("בועז", "Boaz"),
        ("דוד", "David"),
        ("חוה", "Chava"),
        ("سعود", "Saud"),
        ("مسعود", "Masoud"),
        ("سعيد", "Said"),
        ("رؤوف", "Raouf"),
        ("عودة", "Odeh"),
    ],
)
def test_a_name_sounds_like_its_latin_spellings(written: str, latin: str) -> None:
    assert cologne(fold_text(written) or "") == cologne(latin.lower())


def test_the_article_is_a_word_of_its_own() -> None:
    assert with_vowels("الخطيب") == "al-khatib"
    assert with_vowels("الب") == "alab"


def test_other_text_stays_as_it_is() -> None:
    assert with_vowels("Šárka 25, Київ") == "Šárka 25, Київ"
    assert fold_text("25 شارع") == "25 shara"


def test_a_word_of_any_length_is_spelt() -> None:
    assert len(with_vowels("ال" * 20_000)) > 20_000

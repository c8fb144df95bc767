import pytest

from graph.identity.features.phonetics import cologne, metaphone
from graph.words.folding import folded_word
from graph.words.given_names import formal_names, initials_of


@pytest.mark.parametrize(
    ("word", "code"),
    [("wikipedia", "3412"), ("muellerluedenscheidt", "65752682"), ("breschnew", "17863"), ("", "")],
)
def test_cologne_codes_of_the_published_examples(word: str, code: str) -> None:
    assert cologne(word) == code


@pytest.mark.parametrize(("one", "other"), [("meier", "mayr"), ("schmidt", "schmitt"), ("mueller", "muller")])
def test_names_that_sound_alike_share_a_code(one: str, other: str) -> None:
    assert cologne(one) == cologne(other)


def test_double_metaphone_knows_english_names() -> None:
    assert metaphone("smith") == metaphone("smyth")


@pytest.mark.parametrize(
    ("nickname", "full"),
    [("bob", "robert"), ("uli", "ulrich"), ("uli", "ulrike"), ("peggie", "margaret"), ("reini", "reinhard")],
)
def test_nicknames_stand_for_full_names(nickname: str, full: str) -> None:
    assert full in formal_names(nickname)


@pytest.mark.parametrize(
    ("one", "nickname", "other"), [("william", "bill", "robert"), ("robert", "billy", "william")]
)
def test_a_nickname_of_two_names_makes_no_forms_of_one_of_them(one: str, nickname: str, other: str) -> None:
    assert one in formal_names(nickname)
    assert not set(formal_names(one)) & set(formal_names(other))


def test_an_initial_may_be_that_of_a_nickname() -> None:
    assert {"r", "b"} <= set(initials_of("robert"))


@pytest.mark.parametrize(
    ("initial", "name"), [("Ö", "Özlem"), ("Ю", "Юлия"), ("Th", "Thomas"), ("Ch", "Chantal")]
)
def test_an_initial_may_hold_two_letters(initial: str, name: str) -> None:
    assert folded_word(initial) in initials_of(folded_word(name))
    assert folded_word(initial) not in initials_of("anna")

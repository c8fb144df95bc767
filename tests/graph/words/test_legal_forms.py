"""Legal forms and what firms write for short."""

from graph.words.legal_forms import SHORT


def test_what_is_short_for_a_form_is_not_short_for_another() -> None:
    """A firm has one form however it is written: what is short for `ltda me` is short for `ltda` too."""
    assert {form: short for form, short in SHORT.items() if SHORT.get(short, short) != short} == {}
    assert len(SHORT) > 100

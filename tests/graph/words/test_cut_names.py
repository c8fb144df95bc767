"""Names of organizations that a column was too narrow for."""

import pytest

from graph.words.cut_names import whole_name


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Kern Metallbau Gesellschaft mit be", "Kern Metallbau"),
        ("Kern Metallbau Gmb", "Kern Metallbau"),
        ("Kern Budowlane Sp. z o", "Kern Budowlane"),
        ("Kern Services Limi", "Kern Services"),
        ("Kern Reinigung Verwaltungsges", "Kern Reinigung verwaltungsgesellschaft"),
        ("Kern Reinigung Internat", "Kern Reinigung international"),
        ("Kern Reinigung und Büro", "Kern Reinigung und Büro"),
        ("Kern Reinigung Distri", "Kern Reinigung Distri"),
        ("Kern Elektr", "Kern Elektr"),
        ("Kern Augenar", "Kern augenarzt"),
        ("Kern Innere", "Kern Innere"),
        ("Kern Print", "Kern Print"),
        ("Kern Offene Gesellschaft", "Kern Offene Gesellschaft"),
        ("Kern Services Ltd", "Kern Services Ltd"),
        ("Gesellschaft", "Gesellschaft"),
        (" ", " "),
    ],
)
def test_what_is_left_of_a_legal_form_goes_and_a_known_word_is_whole(text: str, whole: str) -> None:
    assert whole_name(text) == whole

"""Several names of one organization in one text."""

import pytest

from graph.words.trading_names import names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("B. Taylor Ltd t/a Robin Plumbing", ["B. Taylor Ltd", "Robin Plumbing"]),
        ("Wilson Foods Inc dba Burrito House", ["Wilson Foods Inc", "Burrito House"]),
        ("Robin Plumbing (B. Taylor Ltd)", ["Robin Plumbing", "B. Taylor Ltd"]),
        ("Robin Plumbing Ltd (formerly Taylor Plumbing Ltd)", ["Robin Plumbing Ltd", "Taylor Plumbing Ltd"]),
        ("Kern GmbH, vormals Roth GmbH", ["Kern GmbH", "Roth GmbH"]),
        ("Jansen B.V. h.o.d.n. De Bakker", ["Jansen B.V.", "De Bakker"]),
        ("Robin Plumbing (Taylor Holdings (UK) Ltd)", ["Robin Plumbing", "Taylor Holdings (UK) Ltd"]),
        ("Kern (UK) Ltd", ["Kern (UK) Ltd"]),
        ("(" + "(a)" * 20_000, ["(" + "(a)" * 20_000]),
        ("Kern UG (haftungsbeschränkt)", ["Kern UG (haftungsbeschränkt)"]),
        ("Stadt Jena (Bauamt)", ["Stadt Jena (Bauamt)"]),
        ("Già Bottega", ["Già Bottega"]),
        ("Kern/Roth GbR", ["Kern/Roth GbR"]),
        ("SARL Kern (enseigne : Au Bon Pain)", ["SARL Kern", "Au Bon Pain"]),
        ("Alpha Enseigne SARL", ["Alpha Enseigne SARL"]),
        ("Casa Antes Ltda", ["Casa Antes Ltda"]),
        ("Kern - (t/a Roth)", ["Kern", "Roth"]),
        # as many blanks as may be: time grows with the text, and not with its square
        ("Kern" + " " * 40_000 + ")", ["Kern" + " " * 40_000 + ")"]),
        ("Kern formerly GmbH", ["Kern formerly GmbH"]),
    ],
)
def test_names_in_one_text_are_parted_where_it_says_so(text: str, names: list[str]) -> None:
    assert names_in(text) == names

"""Characters for Hypothesis to draw from."""

from hypothesis import strategies as st

CHARACTERS = st.characters(exclude_categories=["Cs"])
"""All that UTF-8 has, which is what texts are made of anyway: named so, nobody works out its table first."""

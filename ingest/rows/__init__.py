"""From raw rows to entries of the journal: cleaned, judged, and what is wrong with them."""

"""How much each part of the advocate score counts."""

WEIGHTS = {"reach": 0.15, "conversions": 0.3, "revenue": 0.2, "nps": 0.15, "voice": 0.1, "recency": 0.1}
"""Weight by part; where one is not known, the others count for it too."""

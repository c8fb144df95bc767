"""Next best offers: which products each customer may buy next, and why."""

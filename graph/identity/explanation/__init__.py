"""Why two records are one, why not, and how a customer came together."""

"""HTML pages that open without a network: one frame, one style, and pieces of markup."""

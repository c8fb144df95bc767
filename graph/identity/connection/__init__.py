"""DuckDB as runs use it: how much memory, how statements are planned, temporary tables."""

"""SQL macros that the feature queries call: folding, and what words mean by the place they stand in.

A macro's parameter stands in its text as often as it is used there, so one that uses it twice takes a column:
to fold again what is made of folded text would make DuckDB's plan 25 times as large.
"""

"""Words that stand around names, in firms and in streets: one home for what cleaning and identity know.

One module a subject. Words are folded (`folding.fold_text`) unless their docstring says that they are as
written. What a word means by its place is said where names are read: `ingest.cleaning` for text as written,
`graph.identity.features` for folded words in SQL.
"""

"""Customers by what people remember of them: an index of names and identifiers, made of the journal.

It lies beside the index of look-ups, is brought up to date after each identity run, and is made anew
whenever it is not what it should be. tantivy is the extra `search`.
"""

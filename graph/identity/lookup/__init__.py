"""Whose record is this: the index that runs leave, and answers from it that change nothing."""

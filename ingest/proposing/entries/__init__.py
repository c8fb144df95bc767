"""The entries under `rows` that are proposed: which kinds, their keys, and what feeds each field."""

"""SQL for whether two names may be of one organization.

The sides are given by the form of their columns, `l.{}` and `r.{}`, or `{}_l` and `{}_r`.
"""

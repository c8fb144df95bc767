"""Who may see what: principals and their roles, and the masks of personal values.

GraphQL, exports and pages ask here, and nowhere else. It knows nothing of HTTP, and nothing of the graph but
the model.
"""

"""The customer graph: its model, journal, store, identity stitching and analytics."""

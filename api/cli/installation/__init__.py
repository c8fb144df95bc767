"""The installation: set up, served, looked after, and who may use it."""

"""Sections of the rules file on anything but who is who; `graph.identity.rules` reads the file."""

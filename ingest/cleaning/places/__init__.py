"""Postal addresses: streets, dwellings, postal codes, cities, regions."""

"""Dates and times as people and spreadsheets write them."""

"""How the people and programs write who made a file: dates, numbers, phones, languages."""

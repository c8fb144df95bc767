"""What two records are compared on: names taken apart, sounds, dates, addresses, contacts."""

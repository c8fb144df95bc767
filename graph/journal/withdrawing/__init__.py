"""What counts no more: taken back by people, ended by sources."""

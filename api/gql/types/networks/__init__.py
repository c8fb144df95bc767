"""Who brought whom: referrals, trees, and what is said of the whole network."""

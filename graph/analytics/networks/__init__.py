"""Referral networks: which referrals count, what grew from them, communities, seeds, and pictures of them."""

"""What people's answers teach: labels of pairs, verdicts of stewards, and which pair to ask next."""

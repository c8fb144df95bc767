"""Commands of stewards: explaining, reviewing and teaching."""

"""How we know who is who: records, questions and answers, cases, teaching."""

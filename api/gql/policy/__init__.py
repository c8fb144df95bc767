"""The policy applied to the schema: which role a field needs, what its value shows, what may be looked by.

`rules` classifies every field, argument, input and enum value; what it does not know is nobody's to see.
`masks` has the fields that are masked, `check` refuses operations before they run.
"""

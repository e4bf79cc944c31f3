"""A school's own questionnaire: the draft it is made in, and what it becomes when it is fixed. Pure."""

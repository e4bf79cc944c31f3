"""A school's people: groups, pupils, parents, team. One file per noun."""

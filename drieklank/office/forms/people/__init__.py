"""Forms about a school's people; one file per noun."""

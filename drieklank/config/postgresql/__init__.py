"""Django's PostgreSQL with two things said less often; see `base`."""

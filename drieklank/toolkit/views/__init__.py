"""Pages under Kiezen, by noun."""

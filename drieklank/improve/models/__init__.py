"""The tables of improve, by noun."""

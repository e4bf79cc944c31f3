"""The rules of improve, by noun; pure."""

"""Pages of measuring: answering (`answering`, `codes`) and staff (`rounds`)."""

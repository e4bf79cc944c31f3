"""What an answer costs the server: a made-up board, the server as `make run` starts it, visitors."""

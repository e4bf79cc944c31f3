"""Commands of measuring, for the command line of the house."""

"""Files in: what a sheet of businesses says, what is wrong with it, and what it changes."""

"""Signals of padding: what to look at, never a verdict. A grouped read for each kind, and what people said who looked."""

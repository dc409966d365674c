"""Other ways to the same end, each in a process of its own."""

"""The draft in the window: its list, its buttons, and what is asked about it."""

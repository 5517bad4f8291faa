"""The inspector: every detail of what is selected."""

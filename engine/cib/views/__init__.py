"""Typed read views of what the configuration section says."""

"""Connections to engines: several nodes at once, reconnect, trust."""

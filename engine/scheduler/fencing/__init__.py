"""Nodes that have to be fenced, unfenced or shut down."""

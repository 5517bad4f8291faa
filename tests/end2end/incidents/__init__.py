"""Incidents brought about by script, and the truth about them read from the cluster itself."""

"""Incidents: from the story of a cluster to one card for each thing that went wrong. No Qt."""

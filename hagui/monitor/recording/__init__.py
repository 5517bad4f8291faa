"""Recordings: a cluster's CIB, all its patches and its story on disk, and back. No Qt."""

"""What is meant to be temporary in a cluster, and stays until somebody or something clears it."""

from engine.cib.temporary.find import temporary
from engine.cib.temporary.model import Kind, Temporary

__all__ = ["Kind", "Temporary", "temporary"]

"""A document as text: where each node stands in it, and how an edited one is written back."""

from engine.cib.written.rewrite import rewrite

__all__ = ["rewrite"]

"""What people get wrong in a configuration that the cluster accepts, said before it hurts."""

from engine.cib.advice.advise import advise

__all__ = ["advise"]

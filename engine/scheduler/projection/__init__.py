"""The CIB as it will be once a transition graph has been carried out, every action successful."""

from engine.scheduler.projection.play import carry_out, play

__all__ = ["carry_out", "play"]

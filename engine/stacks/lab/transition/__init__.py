"""Carrying a transition graph out: what may begin, what is waited for, when it is over.

``machine`` is that; ``limits`` says how much may be under way at the same time.
"""

from engine.stacks.lab.transition.instructions import Carry, Expired, Out, Over
from engine.stacks.lab.transition.machine import Transition

__all__ = ["Carry", "Expired", "Out", "Over", "Transition"]

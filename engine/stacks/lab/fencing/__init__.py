"""Fencing a node by its devices, in the order of the topology.

``machine`` is that, with a ``request`` for each node that is to be fenced and an ``attempt`` for
each device that is asked; ``devices`` reads what devices there are, ``hosts`` says which nodes one
can fence, ``timing`` how long and how often it may try. Follows pacemaker-fenced(7), and "Fencing"
in Pacemaker Explained.
"""

from engine.stacks.lab.fencing.instructions import Fenced, Out, Try
from engine.stacks.lab.fencing.machine import Fencing

__all__ = ["Fenced", "Fencing", "Out", "Try"]

"""One node of a lab: its machines put together, still without a clock, a socket or a disk.

``machine`` hands every event to the machine that it concerns, and what one machine wants of
another to that one; ``copy`` is the CIB as this node's clients see it; ``asking`` is what they
asked of the DC; ``controlling`` says what the node needs of a controller.
"""

from engine.stacks.lab.node.machine import LabNode

__all__ = ["LabNode"]

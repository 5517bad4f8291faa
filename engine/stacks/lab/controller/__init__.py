"""The controller: what the DC does while it is DC.

``machine`` is the machine; ``document`` the CIB that it publishes.
"""

from engine.stacks.lab.controller.document import Document
from engine.stacks.lab.controller.machine import Controller, Event, Out

__all__ = ["Controller", "Document", "Event", "Out"]

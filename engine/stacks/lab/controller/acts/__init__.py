"""Acts: what a person has the cluster do, carried out by the DC until the cluster has settled.

``acts`` keeps those that are under way; ``steps`` says what one of them may wait for; each of the
others is one act as a sequence of such steps: ``nodes`` (standby, maintenance), ``clearing``
(cleanup, refresh), ``migrating``.
"""

from engine.stacks.lab.controller.acts.acts import Acts

__all__ = ["Acts"]

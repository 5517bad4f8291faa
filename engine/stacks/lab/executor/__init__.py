"""The executor of a node (LRM): carries out what the DC wants of agents, and remembers how it went.

``executor`` is the machine; ``queues`` says what of one resource is waited for, runs, and comes
again; ``history`` is what is remembered of it; ``operations`` reads single ones.
"""

from engine.stacks.lab.executor.executor import Executor, Out

__all__ = ["Executor", "Out"]

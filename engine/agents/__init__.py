"""Resource agents: finding them, what they say of themselves, and running one action of one.

All but ``running`` is pure or only looks at the disk. What an agent is comes from the OCF resource
agent API 1.1, from the LSB's init scripts, from Heartbeat 1's ``resource.d`` and from the fence
agents' API; results of the other three are read as OCF's.
"""

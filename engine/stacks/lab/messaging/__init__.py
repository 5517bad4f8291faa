"""How nodes of a lab hear of each other, and how what they say gets across.

Heartbeats as in ha.cf, over datagrams that may be lost, late, doubled or out of order; on top of
them a channel between each two nodes on which payloads arrive in order and once.
"""

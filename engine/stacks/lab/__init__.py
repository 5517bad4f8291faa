"""The lab: a whole cluster on one machine, out of engines of our own, with nothing to install.

Every part is a machine that does nothing by itself: it is handed an event and the time, and gives
back instructions. ``node`` puts the machines of one node together; ``shell`` runs them in a
process, with sockets, disk and agents; the tests run many of them under one virtual clock.

Time is always seconds since 1970 that never run backwards; whoever feeds a machine sees to that.
"""

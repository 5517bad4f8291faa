"""The project's own scheduler, in a process of its own beside the window.

Scheduling a large cluster keeps a processor busy for a while; in the window's process it would
take turns with drawing. The worker holds copies of what is shown, which follow by the same patches.
"""

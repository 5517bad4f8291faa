"""The power switch of a lab: the parent of all its nodes, asked over a Unix socket."""

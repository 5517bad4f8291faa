"""A real Pacemaker and Corosync on this node."""

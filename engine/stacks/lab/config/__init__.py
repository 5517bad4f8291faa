"""A node's own configuration, in the files that Heartbeat reads: ha.cf and authkeys."""

"""The cluster while it is being scheduled: objects that the stages fill in, one after another."""

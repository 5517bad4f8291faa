"""Events that are supposed to happen before the cluster is scheduled."""

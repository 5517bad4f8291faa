"""From the status section to the state of every node and resource instance."""

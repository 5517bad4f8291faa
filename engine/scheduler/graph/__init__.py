"""From actions to the transition graph."""

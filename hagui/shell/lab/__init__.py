"""What a lab offers beyond other clusters: faults by name, and the way back from each."""

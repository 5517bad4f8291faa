"""What the DC does: keep the CIB, ask the scheduler, carry its answer out."""

"""What the dependency view draws."""

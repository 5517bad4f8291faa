"""What each engine believes, side by side."""

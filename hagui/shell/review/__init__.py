"""The review: what a draft changes, what will happen, and the same as commands."""

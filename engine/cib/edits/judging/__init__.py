"""Whether an edit is possible, from the views alone."""

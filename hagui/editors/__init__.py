"""Forms and fields with which a person edits a configuration; they emit edits and make none."""

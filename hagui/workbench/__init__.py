"""Everything that edits what is on screen: draft, rehearsal, review, commit, files."""

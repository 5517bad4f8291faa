"""What is kept on disk of editing: the draft as it grows, and what was committed. No Qt."""

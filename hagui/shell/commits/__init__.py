"""The commits made from here, and the way back from each."""

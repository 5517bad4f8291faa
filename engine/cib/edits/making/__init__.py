"""Making edits on a document, once they have been found possible."""

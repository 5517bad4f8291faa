"""Edits of a configuration: as data, made on a document, refused with reasons."""

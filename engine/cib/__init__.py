"""The CIB as a document: parse, version, patch, read, and derive what it means. Pure."""

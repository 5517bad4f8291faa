"""From the CIB, as it was read, to the objects of ``model``: nodes, resources, what failed."""

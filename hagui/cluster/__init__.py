"""The live copy of a cluster and the changes it yields. No Qt."""

"""The story of a cluster, drawn: a lane per node and per resource, on one time axis.

pyqtgraph and numpy are imported only when a timeline is first shown, as that takes its time.
"""

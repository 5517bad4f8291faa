"""The policy engine: from a CIB to where everything runs, why, and what has to be done for it.

A pure function in stages, one package each, in the order in which they follow one another in
``schedule``: status → constraints → placement → actions → ordering → graph → projection. They
work on the objects of ``model``; what comes out are the values of ``result``.
"""

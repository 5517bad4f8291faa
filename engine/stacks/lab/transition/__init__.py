"""Carrying a transition graph out: what may begin, what is waited for, when it is over."""

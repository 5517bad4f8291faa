"""The lab that this program looks after: started, watched, and ended with the window."""

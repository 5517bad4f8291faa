"""Alarms on screen and beyond it: the list, what is muted, the tray, the sound."""

"""Alarms: what must reach an operator who is not looking. Pure but for ``shell/alarms``."""

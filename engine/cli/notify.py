"""Telling systemd how the service is: its notification socket (sd_notify(3))."""

import os
import socket


class Notifier:
    """Sends states to systemd where it started this process, else does nothing."""

    def __init__(self) -> None:
        self._address = os.environ.get("NOTIFY_SOCKET", "")
        if self._address.startswith("@"):
            self._address = "\0" + self._address[1:]

    def send(self, **state: str | int) -> None:
        """Send assignments, e.g. ``READY=1, STATUS="…"``; a systemd that is gone is no error."""
        if not self._address:
            return
        text = "\n".join(f"{key}={value}" for key, value in state.items())
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
            sock.settimeout(0)
            try:
                sock.sendto(text.encode(), self._address)
            except OSError:
                return

    @property
    def watchdog(self) -> float | None:
        """Seconds between signs of life, half of what systemd waits; None where it does not."""
        pid = os.environ.get("WATCHDOG_PID")
        if pid is not None and pid != str(os.getpid()):
            return None
        micro = os.environ.get("WATCHDOG_USEC", "")
        return int(micro) / 2_000_000 if micro.isdigit() and int(micro) else None

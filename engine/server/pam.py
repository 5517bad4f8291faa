"""Asking PAM whether a password is right, and the system whether its user may use the cluster.

Blocks, for seconds after a wrong password; runs in a process of its own (see ``helper``).
"""

import grp
import os
import pwd
from enum import Enum
from pathlib import Path
from typing import Final

SERVICE: Final = "hagui"
FALLBACK: Final = "login"
"""Its rules are there on every Linux, and are meant for people who log in."""
FOLDERS: Final = (Path("/etc/pam.d"), Path("/usr/lib/pam.d"))

# Linux-PAM's _pam_types.h: PAM itself, or a module of it, could not do its work.
BROKEN: Final = {1, 2, 3, 4, 5, 9, 26, 28}


class Verdict(Enum):
    """What came of a check."""

    YES = "yes"
    NO = "no"
    BROKEN = "broken"
    """Nothing could be checked."""


def service_name() -> str:
    """The PAM service to ask: our own where the system has its rules."""
    return SERVICE if any((folder / SERVICE).exists() for folder in FOLDERS) else FALLBACK


def prepare() -> str:
    """Load PAM, so that each check begins at once; the words say why that cannot be."""
    try:
        import pam

        pam.PamAuthenticator()
    except (ImportError, OSError, AttributeError, TypeError) as error:
        return f"PAM cannot be used on this node ({error}): install libpam and python-pam"
    return ""


def check(user: str, password: str, service: str, group: str) -> tuple[Verdict, str]:
    """Whether ``password`` is that of ``user`` and ``user`` is in ``group``.

    Returns:
        The verdict, and PAM's own words where it is broken.
    """
    if not user or not password or "\0" in user + password:
        return Verdict.NO, ""
    from pam import PamAuthenticator

    authenticator = PamAuthenticator()
    if not authenticator.authenticate(user, password, service, resetcreds=False):
        if authenticator.code in BROKEN:
            return Verdict.BROKEN, str(authenticator.reason)
        return Verdict.NO, ""
    return (Verdict.YES if is_member(user, group) else Verdict.NO), ""


def is_member(user: str, group: str) -> bool:
    """Whether ``user`` belongs to ``group``, as primary group or otherwise."""
    try:
        account, wanted = pwd.getpwnam(user), grp.getgrnam(group)
    except KeyError:
        return False
    return wanted.gr_gid in os.getgrouplist(user, account.pw_gid)

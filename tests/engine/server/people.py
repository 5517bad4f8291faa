"""Real users of this machine, for the real PAM to know."""

import contextlib
import os
import secrets
import shutil
import subprocess
from collections.abc import Generator
from dataclasses import dataclass

import pytest

GROUP = f"hagui-test-{os.getpid()}"


@dataclass(frozen=True)
class Users:
    """Two users with the same password, of whom only the member is in the group."""

    member: str
    outsider: str
    password: str


@contextlib.contextmanager
def two_users(group: str = GROUP) -> Generator[Users]:
    """Make them for as long as the block runs; skips where that cannot be done.

    The group is made too, unless it is another than ``GROUP``.
    """
    if os.geteuid() != 0 or not shutil.which("useradd"):
        pytest.skip("needs root and useradd, to ask the real PAM about real users")
    tag = secrets.token_hex(3)
    users = Users(f"hagui-in-{tag}", f"hagui-out-{tag}", secrets.token_urlsafe(12))
    names = (users.member, users.outsider)
    try:
        if group == GROUP:
            _run("groupadd", GROUP)
        for name in names:
            _run("useradd", "--no-create-home", "--shell", "/usr/sbin/nologin", name)
        _run("usermod", "-a", "-G", group, users.member)
        _run("chpasswd", text="".join(f"{name}:{users.password}\n" for name in names))
        yield users
    finally:
        for name in names:
            subprocess.run(["userdel", name], check=False, capture_output=True)
        if group == GROUP:
            subprocess.run(["groupdel", GROUP], check=False, capture_output=True)


def _run(*command: str, text: str = "") -> None:
    subprocess.run(command, input=text, text=True, check=True, capture_output=True)

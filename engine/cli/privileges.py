"""Giving up root: folders first, then groups, then the user."""

import grp
import os
import pwd
import sys
from dataclasses import dataclass
from pathlib import Path

from engine.cli.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the engine runs as."""

    user: str
    uid: int
    gid: int
    home: str


def identity(user: str, group: str) -> Identity | None:
    """Whom to become; None where this process is not root and stays what it is.

    Raises:
        Trouble: no such user or group.
    """
    if os.geteuid() != 0:
        return None
    try:
        account = pwd.getpwnam(user)
    except KeyError as error:
        raise Trouble(
            f"There is no user {user}: install pacemaker, or name another with --user."
        ) from error
    try:
        gid = grp.getgrnam(group).gr_gid
    except KeyError as error:
        raise Trouble(
            f"There is no group {group}: install pacemaker, or name another with --group."
        ) from error
    return Identity(user, account.pw_uid, gid, account.pw_dir)


def drop(become: Identity) -> None:
    """Become ``become`` for good, with the groups that the system gives to that user.

    Pacemaker's daemons let in members of haclient, and share memory with them by that group.

    Raises:
        Trouble: that user cannot read Python, so that nothing more could be loaded.
    """
    os.initgroups(become.user, become.gid)
    os.setresgid(become.gid, become.gid, become.gid)
    os.setresuid(become.uid, become.uid, become.uid)
    os.environ |= {"HOME": become.home, "USER": become.user, "LOGNAME": become.user}
    if not os.access(sys.executable, os.X_OK) or not os.access(os.__file__, os.R_OK):
        raise Trouble(
            f"User {become.user} may not read Python in {sys.base_prefix}:"
            " install hagui where every user can read it, or keep root with --user root."
        )


def prepare_folder(path: Path, mark: str, owner: Identity | None) -> None:
    """Make the engine's own folder, mode 0750, and give it to ``owner``.

    One that exists is given away only where it is empty or holds ``mark``, the file that tells
    the engine's folder from one named by mistake.

    Raises:
        Trouble: not possible.
    """
    try:
        path.mkdir(mode=0o750, parents=True, exist_ok=True)
        if owner is not None and ((path / mark).exists() or not any(path.iterdir())):
            os.chown(path, owner.uid, owner.gid)
    except OSError as error:
        raise Trouble(
            f"The folder {path} cannot be used ({error.strerror}):"
            " choose another, or start the engine as root."
        ) from error


def prepare_file(path: Path, mode: int, owner: Identity | None) -> None:
    """Make ``path`` where it is missing, and give it to ``owner``; what exists stays as it is.

    Raises:
        Trouble: not possible.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        file = os.open(path, flags, mode)
    except FileExistsError:
        return
    except OSError as error:
        raise cannot_write(path, error) from error
    try:
        if owner is not None:
            os.fchown(file, owner.uid, owner.gid)
    finally:
        os.close(file)


def check_appendable(path: Path) -> None:
    """Make sure that this process may write to ``path``.

    Raises:
        Trouble: it may not.
    """
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC))
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> Trouble:
    """The words for a file that cannot be written."""
    return Trouble(
        f"The file {path} cannot be written ({error.strerror}):"
        f" give it to user {pwd.getpwuid(os.geteuid()).pw_name}, or choose another place."
    )

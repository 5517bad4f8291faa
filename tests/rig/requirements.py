"""What a rig needs of the machine."""

import os
import shutil
import sys

PACKAGES = {
    "corosync": "corosync",
    "pacemakerd": "pacemaker",
    "cibadmin": "pacemaker-cli-utils",
    "crm": "crmsh",
    "pcs": "pcs",
    "ip": "iproute2",
    "nsenter": "util-linux",
    "setpriv": "util-linux",
}
"""A program of each package that a rig uses, and the Debian package it comes from."""

FOLDERS = {"/usr/lib/ocf/resource.d/heartbeat": "resource-agents"}

_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


def missing_packages() -> list[str]:
    """Debian packages that have to be installed first."""
    lacking = {
        package
        for program, package in PACKAGES.items()
        if shutil.which(program, path=_PATH) is None
    }
    lacking |= {package for folder, package in FOLDERS.items() if not os.path.isdir(folder)}  # noqa: PTH112
    return sorted(lacking)


def missing() -> str | None:
    """Why no rig can be brought up here, in one line; None where one can."""
    if sys.platform != "linux":
        return "a rig needs Linux namespaces"
    if os.geteuid() != 0:
        return "a rig needs root"
    lacking = missing_packages()
    if lacking:
        return f"a rig needs the Debian packages {' '.join(lacking)}"
    return None

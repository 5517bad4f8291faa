"""The program's version."""

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed


def version() -> str:
    """The version of the installed package; ``development`` in a checkout that is not."""
    try:
        return installed("hagui")
    except PackageNotFoundError:
        return "development"

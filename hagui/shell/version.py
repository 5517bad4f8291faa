"""The program's version."""


def version() -> str:
    """The version of the installed package; ``development`` in a checkout that is not."""
    from importlib.metadata import PackageNotFoundError  # it takes long to import
    from importlib.metadata import version as installed

    try:
        return installed("hagui")
    except PackageNotFoundError:
        return "development"

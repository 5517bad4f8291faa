"""``python -m hagui`` is ``hagui``."""

import gc
import sys


def main() -> int:
    """Run the desktop, with the collector off until the first window stands (``tidying``)."""
    gc.disable()
    from hagui.app import main as run  # after that, as the imports make most of the objects

    return run()


if __name__ == "__main__":
    sys.exit(main())

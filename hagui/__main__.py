"""``python -m hagui`` is ``hagui``."""

import gc
import sys


def main() -> int:
    """Run the desktop.

    The collector is off from here on, and runs where ``hagui.garbage`` has it run: what the
    imports make stays, and looking through it again and again takes a tenth of the time to the
    first frame.
    """
    gc.disable()
    from hagui.app import main as run  # after that

    return run()


if __name__ == "__main__":
    sys.exit(main())

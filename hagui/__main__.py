"""``python -m hagui`` is ``hagui``."""

import sys

from hagui.app import main

sys.exit(main())

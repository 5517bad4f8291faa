"""Where commands that serve write what they have to say."""

import logging
import os
import sys


def log_to_stderr(*, verbose: bool) -> None:
    """Have everything logged on standard error, for the journal, a file or a terminal."""
    level = logging.DEBUG if verbose else logging.INFO
    pattern = "%(name)s: %(message)s"
    if "JOURNAL_STREAM" not in os.environ:
        pattern = "%(asctime)s %(levelname)s " + pattern
    logging.basicConfig(stream=sys.stderr, level=level, format=pattern)

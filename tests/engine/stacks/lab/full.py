"""A disk that is full, for this process."""

import resource
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def full_disk(room: int = 64) -> Generator[None]:
    """No file may grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

"""One JSON line per figure, each beside its peer's, measured in the same run."""

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence


def emit(name: str, value: float, unit: str, peer: str, peer_value: float | None) -> None:
    """Print one figure.

    Args:
        name: what was measured.
        value: hagui's figure, in ``unit``.
        unit: ms, s or MiB.
        peer: what it is held against, and how that was measured.
        peer_value: the peer's figure in the same unit; None where it could not be measured here.
    """
    line = {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "peer": peer,
        "peer_value": None if peer_value is None else round(peer_value, 3),
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def median_ms(job: Callable[[], object], times: int) -> float:
    """Median duration of ``job`` in milliseconds."""
    return statistics.median(durations_ms(job, times))


def durations_ms(job: Callable[[], object], times: int) -> list[float]:
    """Each duration of ``job`` in milliseconds."""
    taken: list[float] = []
    for _ in range(times):
        begin = time.perf_counter()
        job()
        taken.append((time.perf_counter() - begin) * 1000)
    return taken


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of ``values`` lie."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]

"""Taking operation keys apart."""


def split_key(key: str) -> tuple[str, str, int]:
    """Resource, task and interval (ms) of an operation key such as ``webip_monitor_10000``.

    What is no operation key is all task.
    """
    rest, _, interval = key.rpartition("_")
    if not rest or not interval.isdigit():
        return "", key, 0
    for task in ("migrate_to", "migrate_from"):
        if rest.endswith(f"_{task}"):
            return rest[: -len(task) - 1], task, int(interval)
    resource, _, task = rest.rpartition("_")
    return resource, task, int(interval)

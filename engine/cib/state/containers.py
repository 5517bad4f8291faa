"""With which parameters the container of a bundle's replica is started.

Spelled as Pacemaker spells them, blanks included, for whether they have changed is decided by a
digest of their text.
"""

from engine.cib.state.bundles import BundleShape, Mount

_REMOTE_DAEMON = "/usr/sbin/pacemaker-remoted"


def container_parameters(bundle: str, shape: BundleShape, number: int) -> dict[str, str]:
    """Parameters of the container's resource agent."""
    own = [_source(mount, bundle, number) for mount in shape.mounts if mount.own]
    command = shape.command
    if command is None and shape.primitive is not None:
        command = _REMOTE_DAEMON
    found = {
        "image": shape.image,
        "allow_pull": "true",
        "force_kill": "false",
        "reuse": "false",
        "run_opts": _options(bundle, shape, number),
        "mount_points": ",".join(own),
        "run_cmd": command,
        "monitor_cmd": "/bin/true",
    }
    return {name: value for name, value in found.items() if value is not None}


def _options(bundle: str, shape: BundleShape, number: int) -> str:
    if shape.kind == "rkt":
        words = _for_rkt(bundle, shape, number)
    else:
        words = _for_docker(bundle, shape, number)
    if shape.options is not None:
        words.append(f" {shape.options}")
    hosts = "".join(
        _host_entry(bundle, shape, other, address)
        for other, address in enumerate(shape.addresses)
        if address is not None
    )
    return "".join([*words, f" {hosts}"])


def _for_docker(bundle: str, shape: BundleShape, number: int) -> list[str]:
    """Options as docker and podman have them in common."""
    address = shape.addresses[number]
    words = [" --restart=no"] if shape.kind == "docker" else []
    if address is not None:
        words.append(f" -h {bundle}-{number}")
    words.append(" -e PCMK_stderr=1")
    if shape.network is not None:
        words.append(f" --net={shape.network}")
    words.append(f" -e PCMK_remote_port={shape.port}")
    for mount in shape.mounts:
        options = "" if mount.options is None else f":{mount.options}"
        words.append(f" -v {_source(mount, bundle, number)}:{mount.target}{options}")
    for outside, inside in shape.ports:
        if address is not None:
            words.append(f" -p {address}:{outside}:{inside}")
        elif shape.network != "host":
            words.append(f" -p {outside}:{inside}")
    return words


def _for_rkt(bundle: str, shape: BundleShape, number: int) -> list[str]:
    address = shape.addresses[number]
    words = [] if address is None else [f" --hostname={bundle}-{number}"]
    words.append(" --environment=PCMK_stderr=1")
    if shape.network is not None:
        words.append(f" --net={shape.network}")
    words.append(f" --environment=PCMK_remote_port={shape.port}")
    for index, mount in enumerate(shape.mounts):
        options = "" if mount.options is None else f",{mount.options}"
        source = _source(mount, bundle, number)
        words.append(f" --volume vol{index},kind=host,source={source}{options}")
        words.append(f" --mount volume=vol{index},target={mount.target}")
    for outside, inside in shape.ports:
        middle = "" if address is None else f"{address}:"
        words.append(f" --port={inside}:{middle}{outside}")
    return words


def _host_entry(bundle: str, shape: BundleShape, number: int, address: str) -> str:
    """How containers are told the names of all replicas."""
    if shape.add_host and shape.kind != "rkt":
        return f" --add-host={bundle}-{number}:{address}"
    return f" --hosts-entry={address}={bundle}-{number}"


def _source(mount: Mount, bundle: str, number: int) -> str:
    return f"{mount.source}/{bundle}-{number}" if mount.own else mount.source

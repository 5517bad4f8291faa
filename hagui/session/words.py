"""Why a connection is not up, in the person's language: one sentence with the next step."""

from engine.protocol.failures import EngineError
from hagui.i18n import tr


def sentence(error: EngineError, address: str) -> str:
    """Word an error for people; what this program does not know is in the engine's own words."""
    return sentence_of(error.code, address, error.message)


def sentence_of(code: str, address: str, message: str) -> str:
    """Word an error by its code."""
    host = address.rpartition(":")[0] or address
    match code:
        case "name-not-found":
            return tr(
                "connect",
                "The name {host} is not known here: check how it is spelt, or give an IP address.",
                host=host,
            )
        case "refused":
            return tr(
                "connect",
                "{address} refuses connections: start hagui-engine on that node, or check the"
                " port.",
                address=address,
            )
        case "unreachable":
            return tr(
                "connect",
                "{address} cannot be reached: check the address and the network.",
                address=address,
            )
        case "timed-out":
            return tr(
                "connect",
                "{address} does not answer: check that the node is up and that no firewall is in"
                " the way.",
                address=address,
            )
        case "not-tls":
            return tr(
                "connect",
                "What listens on {address} does not speak TLS, so it is not a hagui engine: check"
                " the port.",
                address=address,
            )
        case "not-an-engine":
            return tr(
                "connect",
                "What listens on {address} is not a hagui engine: check the port.",
                address=address,
            )
        case "protocol-version":
            return tr(
                "connect",
                "The engine on {address} is of another version that this program cannot talk to:"
                " bring both to the same version.",
                address=address,
            )
        case "certificate-unknown":
            return tr(
                "connect",
                "The certificate of {address} was not trusted, so nothing was sent: compare its"
                " fingerprint with the node's and connect again.",
                address=address,
            )
        case "certificate-changed":
            return tr(
                "connect",
                "The certificate of {address} has changed and was not trusted, so nothing was"
                " sent: find out on the node why before you connect again.",
                address=address,
            )
        case "wrong-login":
            return tr(
                "connect",
                "{address} refused the login: the password is wrong, or the user is not in group"
                " haclient on that node; check both and connect again.",
                address=address,
            )
        case "no-password":
            return tr(
                "connect",
                "No password was given, so {address} was not logged in to.",
                address=address,
            )
        case "lost":
            return tr(
                "connect",
                "The connection to {address} is lost; it is tried again by itself.",
                address=address,
            )
        case "bad-address":
            return tr(
                "connect",
                "{address} is no address: write host, host:port or [IPv6]:port.",
                address=address,
            )
        case _:
            return message


def no_source() -> str:
    """Nothing can be asked of the cluster now."""
    return tr(
        "connect",
        "No engine of this cluster can be reached now, so nothing was changed; try again when"
        " the connection is back.",
    )


def outcome_unknown(address: str) -> str:
    """An order may have been carried out or not."""
    return tr(
        "connect",
        "The connection to {address} was lost before it confirmed; the change may have been made"
        " or not. Look at the cluster, and repeat it only if it was not.",
        address=address,
    )


def commit_unknown(address: str) -> str:
    """A commit may have been made or not."""
    return tr(
        "connect",
        "The connection to {address} was lost before it confirmed the commit, and the cluster does"
        " not show whether it was made. Your changes are kept as a draft: compare it with the"
        " cluster, and commit again only what is missing.",
        address=address,
    )


def commit_unseen(address: str) -> str:
    """A commit was lost, and the cluster does not have it, unless it comes very late."""
    return tr(
        "connect",
        "The connection to {address} was lost before it confirmed the commit, and the cluster's"
        " configuration is still as it was. Your changes are kept as a draft: commit them again,"
        " they cannot be made twice.",
        address=address,
    )


def taken_but_lost(address: str) -> str:
    """An order was accepted, but its end will not be reported."""
    return tr(
        "connect",
        "The connection to {address} was lost after it had begun the change; watch the cluster to"
        " see what comes of it.",
        address=address,
    )


def no_token(path: str, reason: str) -> str:
    """The token file cannot be used."""
    return tr(
        "connect",
        "The token file {path} cannot be read ({reason}): check the path and that the file is"
        " yours.",
        path=path,
        reason=reason,
    )


def does_not_resolve(name: str) -> str:
    """A node's name leads nowhere from this machine."""
    return tr(
        "connect",
        "The name of node {name} is not known on this computer, so its engine cannot be followed"
        " by name: add its IP address to the saved cluster.",
        name=name,
    )

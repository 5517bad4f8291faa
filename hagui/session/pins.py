"""Certificates known by their fingerprint: trusted on first use, guarded ever after."""

from dataclasses import dataclass
from pathlib import Path

from hagui.session.atomic import read_json, write_json

_DIGITS = 64
_HEXADECIMAL = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class TrustQuestion:
    """What a person is asked about an engine's certificate."""

    address: str
    fingerprint: str
    """SHA-256 of the certificate that the engine has now, in hexadecimal digits."""
    known: str | None = None
    """The fingerprint trusted until now; None on first use."""

    @property
    def changed(self) -> bool:
        """Whether another certificate was trusted for that address."""
        return self.known is not None


def groups(fingerprint: str, *, size: int = 4) -> str:
    """A fingerprint's digits in groups that a person can compare, whatever they came in."""
    digits = plain(fingerprint).upper()
    return " ".join(digits[i : i + size] for i in range(0, len(digits), size))


def plain(fingerprint: str) -> str:
    """Only the hexadecimal digits of a fingerprint, in lower case."""
    return "".join(character for character in fingerprint.lower() if character in _HEXADECIMAL)


class PinStore:
    """Fingerprints by ``host:port``, in one file that only its owner may read."""

    def __init__(self, path: Path) -> None:
        """Read them.

        ``set_aside`` afterwards tells where a damaged file was moved, if it was; then every
        engine is asked about again, as on first use.

        Raises:
            OSError: the file is there and cannot be read.
        """
        self._path = path
        pins, self.set_aside = read_json(path, dict[str, str], {})
        self._pins = {
            address: plain(digits)
            for address, digits in pins.items()
            if len(plain(digits)) == _DIGITS
        }

    def get(self, address: str) -> str | None:
        """The fingerprint trusted for that address."""
        return self._pins.get(address)

    def trust(self, address: str, fingerprint: str) -> None:
        """Trust that certificate for that address from now on, in the place of any other.

        Raises:
            OSError: it cannot be written; it is not trusted then.
        """
        pins = self._pins | {address: plain(fingerprint)}
        write_json(self._path, pins)
        self._pins = pins

    def forget(self, address: str) -> None:
        """Ask again on next use.

        Raises:
            OSError: it cannot be written; it is still trusted then.
        """
        pins = {known: digits for known, digits in self._pins.items() if known != address}
        write_json(self._path, pins)
        self._pins = pins

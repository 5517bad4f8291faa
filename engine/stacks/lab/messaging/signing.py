"""Signing packets as authkeys says, and checking what others signed."""

import hashlib
import hmac
import zlib
from typing import Final

from engine.stacks.lab.settings import Key

_HASHES: Final = {"md5": hashlib.md5, "sha1": hashlib.sha1, "sha256": hashlib.sha256}
_HEAD: Final = 3
"""Bytes before the code: the key's number in two, the code's length in one."""


def sign(body: bytes, key: Key) -> bytes:
    """The body with the code of ``key`` before it."""
    code = _code(body, key)
    return key.number.to_bytes(2, "big") + len(code).to_bytes(1, "big") + code + body


def verified(packet: bytes, keys: tuple[Key, ...]) -> bytes | None:
    """The body of a packet that was signed with one of the keys; None for all others."""
    if len(packet) < _HEAD:
        return None
    number, length = int.from_bytes(packet[:2], "big"), packet[2]
    code, body = packet[_HEAD : _HEAD + length], packet[_HEAD + length :]
    key = next((known for known in keys if known.number == number), None)
    if key is None or not hmac.compare_digest(code, _code(body, key)):
        return None
    return body


def _code(body: bytes, key: Key) -> bytes:
    """``crc`` guards against damage only, as in Heartbeat: whoever sends it is believed."""
    if key.method == "crc":
        return zlib.crc32(body).to_bytes(4, "big")
    return hmac.new(key.secret.encode(), body, _HASHES[key.method]).digest()

"""Messages to payloads and back: UTF-8 JSON by msgspec."""

from typing import Final, TypeVar

import msgspec

from engine.protocol.errors import LocalProtocolError, RemoteProtocolError
from engine.protocol.framing import LIMIT, pack
from engine.protocol.messages import ClientMessage, EngineMessage

S = TypeVar("S", bound=msgspec.Struct)

_encoder: Final = msgspec.json.Encoder()
_from_client: Final = msgspec.json.Decoder[ClientMessage](ClientMessage)
_from_engine: Final = msgspec.json.Decoder[EngineMessage](EngineMessage)
_Unreadable: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def frame(message: ClientMessage | EngineMessage, limit: int = LIMIT) -> bytes:
    """One message as a frame, ready to send.

    Raises:
        LocalProtocolError: it cannot be encoded, or passes ``limit`` bytes.
    """
    try:
        return pack(_encoder.encode(message), limit)
    except UnicodeEncodeError as error:
        raise LocalProtocolError(
            "not-text", "A text with half a surrogate pair cannot be sent as UTF-8."
        ) from error


def body(value: msgspec.Struct) -> msgspec.Raw:
    """The arguments or the result of a verb, as they stand inside a message.

    Raises:
        LocalProtocolError: it cannot be encoded.
    """
    try:
        return msgspec.Raw(_encoder.encode(value))
    except UnicodeEncodeError as error:
        raise LocalProtocolError(
            "not-text", "A text with half a surrogate pair cannot be sent as UTF-8."
        ) from error


def from_client(payload: bytes) -> ClientMessage:
    """Read what a client sent.

    Raises:
        RemoteProtocolError: code ``not-a-message``.
    """
    return _read(payload, _from_client)


def from_engine(payload: bytes) -> EngineMessage:
    """Read what an engine sent.

    Raises:
        RemoteProtocolError: code ``not-a-message``.
    """
    return _read(payload, _from_engine)


def unpack(raw: msgspec.Raw, kind: type[S]) -> S:
    """Read the arguments or the result of a verb.

    Raises:
        RemoteProtocolError: code ``bad-arguments``; the words name the field.
    """
    try:
        return msgspec.json.decode(raw, type=kind)
    except _Unreadable as error:
        raise RemoteProtocolError("bad-arguments", f"{_words(error)}.") from error


_M = TypeVar("_M", bound=ClientMessage | EngineMessage)


def _read(payload: bytes, decoder: msgspec.json.Decoder[_M]) -> _M:
    try:
        if not payload.isascii():
            str(payload, "utf-8")  # parts that the decoder skips must be UTF-8 as well
        return decoder.decode(payload)
    except _Unreadable as error:
        raise RemoteProtocolError(
            "not-a-message", f"What arrived is no message of this protocol: {_words(error)}."
        ) from error


def _words(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return str(error).rstrip(".")

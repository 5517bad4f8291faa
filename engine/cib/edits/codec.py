"""Edits as JSON, for what is kept on disk."""

from typing import Final

import msgspec

from engine.cib.edits.vocabulary import Edits


class EditsUnreadable(Exception):
    """The data are no edits that this version knows; the message is one sentence for people."""


_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(Edits)


def encode(edits: Edits) -> bytes:
    """The edits as one line of JSON, in UTF-8."""
    return _ENCODER.encode(edits)


def decode(data: bytes | str) -> Edits:
    """Read what ``encode`` wrote.

    Raises:
        EditsUnreadable: it is no JSON, or names edits that this version does not know.
    """
    try:
        return _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise EditsUnreadable(
            f"The kept edits cannot be read ({error}); they were written by another version or "
            "damaged, so set that file aside and make them again."
        ) from None

"""What is said between a node and the process that rehearses: MessagePack."""

from typing import Final

import msgspec

from engine.protocol.verbs import Simulate, Simulated


class Question(msgspec.Struct, tag="question", frozen=True):
    """A CIB, and what is supposed of it."""

    cib: str
    simulate: Simulate


class Refusal(msgspec.Struct, tag="refusal", frozen=True):
    """Why there is no answer; as ``StackError``."""

    code: str
    message: str
    detail: str = ""


class Rehearsed(msgspec.Struct, tag="rehearsed", frozen=True):
    """The answer."""

    simulated: Simulated


ENCODER: Final = msgspec.msgpack.Encoder()
ANSWERS: Final = msgspec.msgpack.Decoder(Rehearsed | Refusal)
QUESTIONS: Final = msgspec.msgpack.Decoder(Question)

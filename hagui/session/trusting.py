"""Whether an engine's certificate is trusted: pins, a CA, and a person's word."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from engine.protocol.failures import CertificateRefused
from engine.protocol.trust import Authority, Pin, Trust
from hagui.session.pins import PinStore, TrustQuestion

Decide = Callable[[TrustQuestion], Awaitable[bool]]
"""Asks a person; True to trust the certificate from now on."""


class Trusting:
    """Trust on first use, guarded by a person; or a CA where the profile names one."""

    def __init__(self, pins: PinStore, decide: Decide) -> None:
        self._pins = pins
        self._decide = decide
        self._one_question = asyncio.Lock()

    def policy(self, address: str, ca: str) -> Trust:
        """What the connection to an address is to be checked against."""
        return Authority(Path(ca).expanduser()) if ca else Pin(self._pins.get(address))

    async def settle(self, address: str, refused: CertificateRefused) -> bool:
        """Whether to connect again, now that the person has decided about a certificate.

        One question is asked at a time, also when several engines are new.

        Raises:
            OSError: the decision cannot be kept.
        """
        if refused.code == "certificate-invalid" or not refused.fingerprint:
            return False
        async with self._one_question:
            known = self._pins.get(address)
            question = TrustQuestion(address, refused.fingerprint, known)
            if not await self._decide(question):
                return False
            self._pins.trust(address, refused.fingerprint)
            return True

"""What filing is, whoever does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from orders.invoicing.enums import Outcome

Way = Literal["clearance", "reporting"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One of the authority's sentences: "WARNING", "BR-KSA-98", "..."."""

    kind: str
    code: str
    message: str

    def as_dict(self) -> dict[str, str]:
        return {"kind": self.kind, "code": self.code, "message": self.message}


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is 0 where no answer came; `cleared` is the document with the authority's stamp."""

    way: Way
    outcome: Outcome
    status: int = 0
    remarks: Sequence[Remark] = ()
    body: str = ""
    cleared: bytes = b""


class Filer(Protocol):
    def file(self, *, way: Way, xml: bytes, hashed: str, uuid: str) -> Answer | None:
        """Hands one document in. None: it cannot be handed in now and waits. Never raises for silence."""

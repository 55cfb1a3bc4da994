"""What may be refused around invoices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, SoukError
from orders.invoicing.zatca import Broken


class ParticularsMissing(SoukError):
    """The rules of the document do not hold; `problems` says which, in both languages."""

    code = "invoicing.particulars_missing"
    message = _("The invoice cannot be issued yet: %(what)s")

    def __init__(self, problems: Sequence[Broken]) -> None:
        self.problems = list(problems)
        super().__init__(what=_Sentences(self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)


class RateUnknown(SoukError):
    code = "invoicing.rate_unknown"
    message = _("We have no exchange rate from %(currency)s to %(home)s to state the VAT with.")


class NotAllowed(Denied):
    code = "invoicing.not_allowed"
    message = _("Only staff who look after invoices may do this.")


class NotFileable(Conflict):
    code = "invoicing.not_fileable"
    message = _("This document is not waiting to be filed.")


class _Sentences:
    """The problems in whatever language is active when the error is read."""

    def __init__(self, problems: Sequence[Broken]) -> None:
        self._problems = problems

    def __str__(self) -> str:
        arabic = (get_language() or "ar").startswith("ar")
        return " ".join(one.ar if arabic else one.en for one in self._problems)

"""Who reaches the pages of a contract: its two sides and staff. Anybody else is told that nothing is here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from commissions.contracts import queries, rules
from commissions.contracts.enums import Party
from commissions.contracts.models import Contract, Milestone
from core.errors import SoukError


def contract_of(request: HttpRequest, pk: int) -> tuple[Contract, Party]:
    """With parties and milestones. Raises Http404."""
    rows = queries.with_milestones(queries.visible_to(request.user))
    found: Contract = get_object_or_404(rows, pk=pk)
    return found, _party(request, found)


def milestone_of(request: HttpRequest, pk: int) -> tuple[Milestone, Party]:
    """Raises Http404."""
    found: Milestone = get_object_or_404(queries.milestones_of(request.user), pk=pk)
    return found, _party(request, found.contract)


def _party(request: HttpRequest, contract: Contract) -> Party:
    party = rules.party_of(request.user, contract)
    if party is None:
        raise Http404
    return party


def refused(request: HttpRequest, error: SoukError) -> None:
    messages.error(request, error.text)


def first_error(form: Any) -> str:
    return str(next(iter(form.errors.values()))[0])

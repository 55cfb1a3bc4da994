"""The audit log for those who may read it: search, export. Outsiders are told that there is nothing here."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from compliance import audit, exports, queries, rules, wording
from compliance.enums import ActorKind
from compliance.events import EXPORTED
from compliance.forms import AuditSearchForm
from compliance.models import AuditEntry
from core.digits import western

PER_PAGE: Final = 50


@never_cache
@login_required
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Newest first; `before` and `after` are ids of entries, so that no page costs more than the first."""
    _check(request)
    form = AuditSearchForm(request.GET or None)
    rows = queries.search(form.chosen) if form.is_valid() or not form.is_bound else AuditEntry.objects.none()
    found = queries.page(rows, size=PER_PAGE, before=_id(request, "before"), after=_id(request, "after"))
    context = {
        "form": form,
        "rows": _shown(found.entries),
        "found": found,
        "query": _query(request),
        "filtered": bool(form.chosen),
    }
    return render(request, "compliance/audit_search.html", context)


@login_required
@require_POST
def export(request: HttpRequest, ending: str) -> HttpResponse:
    """The found entries as a file; what was taken out, by whom and by which filters is an entry itself."""
    _check(request)
    if ending not in exports.MOST:
        raise Http404
    form = AuditSearchForm(request.GET or None)
    if form.is_bound and not form.is_valid():
        return redirect(f"{reverse('compliance:audit')}?{_query(request)}")
    most = exports.MOST[ending]
    with transaction.atomic():
        entries = list(queries.search(form.chosen)[: most + 1])
        if len(entries) > most:
            return _too_many(request, most)
        audit.record(
            EXPORTED, subject=None, actor=request.user, after=_told(form.chosen, ending, len(entries))
        )
    return _file(exports.written(ending, entries), ending)


def _check(request: HttpRequest) -> None:
    if not rules.may_read_audit(request.user):
        raise Http404


def _told(chosen: dict[str, Any], ending: str, count: int) -> dict[str, Any]:
    """The filters, without an address that was typed into one."""
    filters = {name: value for name, value in chosen.items() if name != "actor"}
    return {"format": ending, "entries": count, "filters": filters, "by_actor": "actor" in chosen}


def _too_many(request: HttpRequest, most: int) -> HttpResponse:
    text = _("More than %(most)s entries match. Narrow the search, for example to a month, and export again.")
    messages.error(request, text % {"most": most})
    return redirect(f"{reverse('compliance:audit')}?{_query(request)}")


def _file(content: bytes, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=exports.MIME[ending])
    name = f"audit-{timezone.localtime():%Y-%m-%d-%H%M}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _shown(entries: list[AuditEntry]) -> list[dict[str, Any]]:
    """The entries in words; one query for all actors."""
    addresses = queries.addresses_of(entries)
    return [
        {
            "entry": entry,
            "what": audit.label_of(entry.action),
            "kind": ActorKind(entry.actor_kind).label,
            "address": addresses.get(entry.actor_id or 0, ""),
            "thing": wording.kind_name(entry.subject_type) if entry.subject_type else "",
            "seal": getattr(entry, "seal", None),
        }
        for entry in entries
    ]


def _query(request: HttpRequest) -> str:
    """The filters of this address, without the place in the list."""
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    return query.urlencode()


def _id(request: HttpRequest, name: str) -> int | None:
    plain = western(request.GET.get(name, "")).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 19 else None  # noqa: PLR2004

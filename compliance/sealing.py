"""Seal new audit entries into the hash chain, and prove later that the chain is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models.functions import Now

from compliance import locks
from compliance.models import AuditEntry, AuditPending, AuditSeal
from core import chain, outbox

BATCH: Final = 500
GRACE: Final = timedelta(minutes=5)  # an entry younger than this may still wait for its seal


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the whole log found: `problem` is empty when everything fits.

    `head` is the hash of the last seal: who keeps it elsewhere can later prove that nothing was cut off.
    """

    sealed: int
    head: str
    problem: str = ""
    seq: int | None = None
    entry_id: int | None = None


def payload(entry: AuditEntry) -> dict[str, Any]:
    """What a seal signs: every column of the entry."""
    return {field.attname: getattr(entry, field.attname) for field in AuditEntry._meta.concrete_fields}


@outbox.also
def seal_once(limit: int = BATCH) -> int:
    """Seal what waits, in the order of ids; returns how many. One sealer at a time, the others do nothing."""
    with transaction.atomic():
        if not AuditPending.objects.exists() or not locks.try_sealer():
            return 0
        ids = list(AuditPending.objects.order_by("entry_id").values_list("entry_id", flat=True)[:limit])
        entries = AuditEntry.objects.filter(id__in=ids).order_by("id")
        last = AuditSeal.objects.order_by("-seq").first()
        AuditSeal.objects.bulk_create(_seals(entries, last))
        AuditPending.objects.filter(entry_id__in=ids).delete()
    return len(ids)


def verify(*, grace: timedelta = GRACE, expect: tuple[int, str] | None = None) -> Verdict:
    """Read the whole log in one snapshot and recompute every hash; stops at the first break.

    `expect` is a seal noted earlier (number, hash) that must still be there. Entries older than `grace` must
    have a seal.
    """
    with transaction.atomic():
        locks.snapshot()
        verdict = _walk(expect)
        if verdict.problem:
            return verdict
        return _unsealed(verdict, grace) or verdict


def _seals(entries: Any, last: AuditSeal | None) -> list[AuditSeal]:
    seq, prev_hash = (last.seq, last.hash) if last else (0, chain.GENESIS)
    seals = []
    for entry in entries:
        seq += 1
        own_hash = chain.link(prev_hash, payload(entry))
        seals.append(AuditSeal(seq=seq, entry=entry, prev_hash=prev_hash, hash=own_hash))
        prev_hash = own_hash
    return seals


def _walk(expect: tuple[int, str] | None) -> Verdict:
    count, head = 0, chain.GENESIS
    seals = AuditSeal.objects.select_related("entry").order_by("seq")
    for seal in seals.iterator(chunk_size=2_000):
        problem = _misfit(seal, count + 1, head)
        if problem:
            return Verdict(count, head, problem, seal.seq, seal.entry_id)
        count, head = seal.seq, seal.hash
        if expect is not None and expect[0] == count and expect[1] != head:
            return Verdict(count, head, "the hash is not the one that was noted", count, seal.entry_id)
    if expect is not None and expect[0] > count:
        return Verdict(count, head, "the chain is shorter than when it was noted", expect[0])
    return Verdict(count, head)


def _misfit(seal: AuditSeal, seq: int, head: str) -> str:
    if seal.seq != seq:
        return f"seal {seq} or its entry is missing"
    if seal.prev_hash != head:
        return "it does not follow the seal before it"
    if chain.link(head, payload(seal.entry)) != seal.hash:
        return "the entry is not what was sealed"
    return ""


def _unsealed(verdict: Verdict, grace: timedelta) -> Verdict | None:
    late = AuditEntry.objects.filter(seal=None, at__lt=Now() - grace).order_by("id").first()
    if late is None:
        return None
    return Verdict(verdict.sealed, verdict.head, "the entry was never sealed", entry_id=late.pk)

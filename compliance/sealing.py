"""Seal new audit entries into the hash chain, and prove later that the chain is whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models.functions import Now

from compliance import locks
from compliance.models import AuditEntry, AuditHead, AuditPending, AuditSeal
from core import chain, outbox

BATCH: Final = 500
GRACE: Final = timedelta(minutes=5)  # an entry younger than this may still wait for its seal


NOTED: Final = "noted"
PUBLISHED: Final = "published"


@dataclass(frozen=True, slots=True)
class Noted:
    """A seal that somebody has seen: it must still be there. `how` says from where we know it."""

    seq: int
    hash: str
    how: str = NOTED


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


def verify(
    *, grace: timedelta = GRACE, expect: tuple[int, str] | None = None, noted: Iterable[Noted] = ()
) -> Verdict:
    """Read the whole log in one snapshot and recompute every hash; stops at the first break.

    `expect` is a seal noted earlier (number, hash) that must still be there, `noted` are further ones; the
    published heads are looked at in any case. Entries older than `grace` must have a seal.
    """
    with transaction.atomic():
        locks.snapshot()
        verdict = _walk(_witnesses(expect, noted))
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


def _witnesses(expect: tuple[int, str] | None, noted: Iterable[Noted]) -> list[Noted]:
    """Every seal that must be in the chain, the earliest first."""
    published = AuditHead.objects.order_by("seq").values_list("seq", "hash")
    found = [Noted(seq, own_hash, PUBLISHED) for seq, own_hash in published] + list(noted)
    if expect is not None:
        found.append(Noted(*expect))
    return sorted(found, key=lambda one: one.seq)


def _walk(witnesses: list[Noted]) -> Verdict:
    count, head, waiting = 0, chain.GENESIS, iter(witnesses)
    witness = next(waiting, None)
    seals = AuditSeal.objects.select_related("entry").order_by("seq")
    for seal in seals.iterator(chunk_size=2_000):
        problem = _misfit(seal, count + 1, head)
        if problem:
            return Verdict(count, head, problem, seal.seq, seal.entry_id)
        count, head = seal.seq, seal.hash
        while witness is not None and witness.seq == count:
            if witness.hash != head:
                return Verdict(
                    count, head, f"the hash is not the one that was {witness.how}", count, seal.entry_id
                )
            witness = next(waiting, None)
    if witness is not None:
        return Verdict(count, head, f"the chain is shorter than when it was {witness.how}", witness.seq)
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

"""The words of both notices, in versions: what was sent can always be shown as it was."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from compliance import audit
from compliance.incidents import drafts, locks
from compliance.incidents.enums import Audience
from compliance.incidents.exceptions import MovedOn, NoticeMissing
from compliance.incidents.models import Notice
from compliance.incidents.services.deciding import newest
from compliance.incidents.services.opening import officer, write
from core import chain, clock
from core.bidi import clean_line, clean_text


@transaction.atomic
def draft_notice(*, number: str, by: Any, audience: Audience, now: datetime | None = None) -> Notice:
    """A first version, or a new one, from what the register holds now. Raises OfficersOnly, MovedOn."""
    officer(by)
    breach = locks.breach(number)
    return write_notice(
        number=number, by=by, audience=audience, words=drafts.words(breach, audience), now=now
    )


@transaction.atomic
def write_notice(
    *, number: str, by: Any, audience: Audience, words: drafts.Words, now: datetime | None = None
) -> Notice:
    """A new version of the words, unless they are the same; a drill's are marked whatever was typed.

    The words to the people stand as soon as their sending has begun. Raises OfficersOnly, MovedOn,
    NoticeMissing for a language left empty.
    """
    officer(by)
    breach, moment = locks.breach(number), now or clock.now()
    last = newest(breach, audience)
    if breach.closed_at or (audience == Audience.SUBJECTS and last is not None and last.sent_at):
        raise MovedOn
    clean = drafts.Words(
        subject_ar=clean_line(words.subject_ar)[:150],
        subject_en=clean_line(words.subject_en)[:150],
        body_ar=clean_text(words.body_ar),
        body_en=clean_text(words.body_en),
    )
    if not all((clean.subject_ar, clean.subject_en, clean.body_ar, clean.body_en)):
        raise NoticeMissing
    said = drafts.marked(clean, drill=breach.drill)
    content = {name: getattr(said, name) for name in ("subject_ar", "subject_en", "body_ar", "body_en")}
    digest = chain.link(last.sha256 if last else chain.GENESIS, content)
    if last is not None and all(getattr(last, name) == value for name, value in content.items()):
        return last
    notice = Notice.objects.create(
        breach=breach,
        audience=audience,
        version=(last.version if last else 0) + 1,
        **content,
        sha256=digest,
        by=by,
        at=moment,
    )
    write(breach, f"notice_{audience}", by=by, at=moment, text=str(notice.version))
    audit.record(
        "incidents.notice.written",
        subject=breach,
        actor=by,
        after={"audience": str(audience), "version": notice.version, "sha256": digest},
    )
    return notice

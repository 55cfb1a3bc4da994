"""Some reports, so that the moderators' desk has something to show: two people about one work, a visitor, one that
led to nothing and one that ended with a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from compliance.rules import is_moderator
from compliance.safety import services
from compliance.safety.enums import Outcome, Reason
from compliance.safety.models import Report
from marketplace.demo.stages import Context, stage
from marketplace.enums import PublicationState
from marketplace.models import Artwork
from orders.queries import sellers_of

if TYPE_CHECKING:
    from accounts.models import User

VISITOR = "visitor@artsouk.test"


@stage("trust")
def build(context: Context) -> None:
    """A second run finds the reports there and adds none."""
    people = context.people
    if not {"collector", "second", "gallery", "staff"} <= set(people) or Report.objects.exists():
        return
    works = list(_works_of(people["gallery"])[:4])
    if len(works) < 4:  # noqa: PLR2004 - one for each report below
        return
    with transaction.atomic():
        _waiting(people, works)
        if is_moderator(people["staff"]):
            _decided(people, works)
    context.say(f"{Report.objects.count()} reports for the moderators")


def _works_of(person: User) -> Any:
    shown = Artwork.objects.filter(state=PublicationState.PUBLISHED, seller__in=sellers_of(person))
    return shown.order_by("pk")


def _waiting(people: dict[str, User], works: list[Artwork]) -> None:
    _report(
        works[0],
        people["collector"],
        Reason.FORGERY,
        "التوقيع أسفل اللوحة لا يشبه توقيع الفنان في أعماله الأخرى. قارنوه بعمل سنة 2019.",
    )
    _report(
        works[0],
        people["second"],
        Reason.STOLEN,
        "I believe this hung in a museum in Jeddah until last year.",
    )
    services.report(
        kind="work",
        pk=works[1].pk,
        reason=Reason.MISLEADING,
        text="The size in the description cannot be right.",
        email=VISITOR,
        language="en",
    )


def _decided(people: dict[str, User], works: list[Artwork]) -> None:
    staff = people["staff"]
    empty = _report(works[2], people["second"], Reason.SPAM, "")
    services.take(case=empty.case, by=staff)
    services.decide(
        case=empty.case, by=staff, outcome=Outcome.NONE, reasons="عمل معروض مرة واحدة، ولا تكرار فيه."
    )
    grave = _report(works[3], people["collector"], Reason.OFF_SITE, "الوصف يطلب التواصل خارج الموقع.")
    services.take(case=grave.case, by=staff)
    services.decide(
        case=grave.case,
        by=staff,
        outcome=Outcome.WARN,
        person=people["gallery"],
        reasons="The description asked buyers to pay outside the site. Please keep payments here.",
    )


def _report(work: Artwork, by: User, reason: Reason, text: str) -> Report:
    return services.report(
        kind="work", pk=work.pk, reason=reason, text=text, reporter=by, language=by.language
    )

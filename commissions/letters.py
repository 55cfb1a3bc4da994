"""Mail and notices, each in its reader's words and language. Queued once, by their key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commissions.models import Commission, Invitation, Proposal, Question, Screening
from mailing import registry
from mailing.bilingual import Bilingual, page, path
from mailing.services import notify, queue
from orders.drafts import both
from orders.models import Seller

if TYPE_CHECKING:
    from accounts.models import User

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Letter:
    """`told` is what happened, `next` what the reader can do now."""

    told: Text
    next: Text


@dataclass(frozen=True, slots=True)
class Post:
    """One letter on its way: to whom, about what, with whose words, and the page that it opens."""

    people: Iterable[User]
    commission: Commission
    view: str
    arguments: tuple[Any, ...]
    words: str = ""


LETTERS: Final[dict[str, Letter]] = {
    "invited": Letter(
        _("A collector invites you to make a proposal."),
        _("Read the brief and the pictures, ask what you need to know, and send your proposal in time."),
    ),
    "text_cleared": Letter(
        _("We have looked at your text, and it can be read now."),
        _("There is nothing for you to do."),
    ),
    "text_refused": Letter(
        _("We have looked at your text, and it cannot be shown as it is."),
        _("Take out what we name below and send it again."),
    ),
    "proposal_received": Letter(
        _("You have received a proposal for your commission."),
        _("Compare it with the others, ask questions, and choose when you are ready."),
    ),
    "question": Letter(
        _("You have been asked a question about the commission."),
        _("Answer it on the page of the commission."),
    ),
    "answer": Letter(
        _("Your question has been answered."),
        _("Read the answer on the page of the commission."),
    ),
    "shortlisted": Letter(
        _("Your proposal is on the collector's shortlist."),
        _("Nothing is decided yet. Answer questions soon, that helps the collector to choose."),
    ),
    "awarded": Letter(
        _("The collector has chosen your proposal."),
        _("The contract is being made from it. Read it and accept it, then the first milestone is paid in."),
    ),
    "not_chosen": Letter(
        _("The collector has not chosen your proposal."),
        _("Thank you for your time. Other commissions are waiting for an answer."),
    ),
    "cancelled": Letter(
        _("The commission that you answered has been cancelled."),
        _("There is nothing for you to do. Other commissions are waiting for an answer."),
    ),
    "closing_soon": Letter(
        _("Your commission closes to new proposals within two days."),
        _("You can choose among the proposals before and after that."),
    ),
    "closed": Letter(
        _("Your commission takes no new proposals any more."),
        _("Choose within 30 days, otherwise it ends by itself."),
    ),
    "given_up": Letter(
        _("Your commission has ended, because no proposal was chosen."),
        _("You can ask again at any time."),
    ),
    "lapsed": Letter(
        _("The last day of your proposal has passed."),
        _("If the commission is still open, you can propose again."),
    ),
}

PLACES = {
    "recipient": _("the recipient's name"),
    "number": _("the commission's number"),
    "title": _("the commission's title"),
    "told": _("what happened"),
    "next": _("what comes now"),
    "words": _("the words that were written with it"),
    "url": _("the address of the page"),
}


def send(kind: str, *, subject: int, key: str) -> None:
    """Queues the letter and the notice, once for a key and reader."""
    letter, post = LETTERS[kind], _POSTS[kind](subject)
    commission = post.commission
    told, after = _both(letter.told), _both(letter.next)
    for person in post.people:
        facts = {
            "number": commission.number,
            "title": title_of(commission),
            "told": told,
            "next": after,
            "words": post.words,
            "url": page(post.view, *post.arguments),
        }
        queue("commissions.step", to=person, context=facts, key=f"{key}:{person.pk}")
        notify(
            user=person,
            kind="commissions.step",
            context={
                "number": commission.number,
                "title": title_of(commission).facts,
                "told": told.facts,
            },
            url=path(post.view, *post.arguments, language=person.language),
            key=f"{key}:{person.pk}",
        )


def title_of(commission: Commission) -> Bilingual:
    return Bilingual(commission.title_ar or "", commission.title_en or "")


def people_of(seller: Seller) -> Iterable[User]:
    return seller.members.filter(is_active=True)


def _invited(pk: int) -> Post:
    row = Invitation.objects.select_related("commission", "seller").get(pk=pk)
    return _about(row.commission, people_of(row.seller))


def _about(commission: Commission, people: Iterable[User], words: str = "") -> Post:
    return Post(people, commission, "commissions:commission", (commission.number,), words)


def _screened(pk: int) -> Post:
    row = Screening.objects.select_related("commission", "author").get(pk=pk)
    return _about(row.commission, [row.author], row.reason)


def _proposal(pk: int) -> Proposal:
    rows = Proposal.objects.select_related("commission__collector", "seller")
    return rows.get(pk=pk)


def _received(pk: int) -> Post:
    row = _proposal(pk)
    view, arguments = "commissions:proposal", (row.commission.number, row.pk)
    return Post([row.commission.collector], row.commission, view, arguments)


def _to_seller(pk: int) -> Post:
    row = _proposal(pk)
    return _about(row.commission, people_of(row.seller), row.reason)


def _to_collector(pk: int) -> Post:
    row = Commission.objects.select_related("collector").get(pk=pk)
    return _about(row, [row.collector])


def _question(pk: int) -> Post:
    row = _asked(pk)
    people = people_of(row.proposal.seller) if row.proposal else [row.commission.collector]
    return _about(row.commission, people, row.text)


def _answer(pk: int) -> Post:
    row = _asked(pk)
    return _about(row.commission, [row.author], row.answer)


def _asked(pk: int) -> Question:
    rows = Question.objects.select_related("commission__collector", "proposal__seller", "author")
    return rows.get(pk=pk)


_POSTS: Final[dict[str, Callable[[int], Post]]] = {
    "invited": _invited,
    "text_cleared": _screened,
    "text_refused": _screened,
    "proposal_received": _received,
    "question": _question,
    "answer": _answer,
    "shortlisted": _to_seller,
    "awarded": _to_seller,
    "not_chosen": _to_seller,
    "cancelled": _to_seller,
    "lapsed": _to_seller,
    "closing_soon": _to_collector,
    "closed": _to_collector,
    "given_up": _to_collector,
}


def _both(text: Any) -> Bilingual:
    return Bilingual(*both(text))


def register() -> None:
    """Called by CommissionsConfig.ready()."""
    registry.register(
        "commissions.step", subject=_("News about a commission"), variables=PLACES, sample=sample
    )
    registry.register_notice(
        "commissions.step", text=_("Commission %(number)s, “%(title)s”: %(told)s"), icon="bell"
    )


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview: a proposal has come."""
    del language
    letter = LETTERS["proposal_received"]
    return {
        "recipient": Bilingual("لمياء الراشد", "Lamia Alrashid"),
        "number": "CM-2026-000123",
        "title": Bilingual("لوحة لمدخل البيت", "A painting for the entrance"),
        "told": _both(letter.told),
        "next": _both(letter.next),
        "words": "",
        "url": page("commissions:commission", "CM-2026-000123"),
    }

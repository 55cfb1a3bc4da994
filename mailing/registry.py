"""What may be sent, told by the apps above in their `ready()`: mail templates and kinds of notice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from mailing.enums import Priority
from mailing.exceptions import UnknownTemplate

Text = str | Promise
Sample = Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class MailKind:
    """A template `orders.paid` has its files at templates/emails/orders_paid.{subject.txt,txt,html}.

    `subject` names the mail to staff and is the subject line where there is no subject file.
    `variables` are the only places that wording kept in the database may use, each with what it holds.
    `sample` makes the facts of a preview in a language.
    `purpose` is a purpose of `compliance.consents`: such a mail is written and sent only while its reader agrees
    to it, and carries the way out (RFC 8058). Empty for what a contract or a law requires.
    """

    name: str
    subject: Text
    variables: Mapping[str, Text]
    sample: Sample
    bilingual: bool
    priority: Priority
    purpose: str = ""

    @property
    def path(self) -> str:
        return "emails/" + self.name.replace(".", "_")


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A sentence with named places, filled from the notice's facts in the reader's language."""

    kind: str
    text: Text
    icon: str


@dataclass(slots=True)
class Registry:
    mails: dict[str, MailKind] = field(default_factory=dict)
    notices: dict[str, NoticeKind] = field(default_factory=dict)


_registry = Registry()


def register(
    name: str,
    *,
    subject: Text,
    variables: Mapping[str, Text] | None = None,
    sample: Sample | Mapping[str, Any] | None = None,
    bilingual: bool = False,
    priority: Priority = Priority.NORMAL,
    purpose: str = "",
) -> None:
    """Declares a mail. Registering a name again replaces it, so that reloading is harmless."""
    facts: Mapping[str, Any] = {} if sample is None or callable(sample) else sample
    _registry.mails[name] = MailKind(
        name=name,
        subject=subject,
        variables=variables if variables is not None else {key: key for key in facts},
        sample=sample if callable(sample) else lambda _language: facts,
        bilingual=bilingual,
        priority=priority,
        purpose=purpose,
    )


def register_notice(kind: str, *, text: Text, icon: str = "check") -> None:
    """Declares a kind of notice: `text` is a lazy sentence such as _("You were outbid on %(title)s.")."""
    _registry.notices[kind] = NoticeKind(kind=kind, text=text, icon=icon)


def mail(name: str) -> MailKind:
    """Raises UnknownTemplate."""
    try:
        return _registry.mails[name]
    except KeyError as error:
        raise UnknownTemplate(name=name) from error


def mails() -> list[MailKind]:
    return sorted(_registry.mails.values(), key=lambda kind: kind.name)


def notice(kind: str) -> NoticeKind | None:
    return _registry.notices.get(kind)

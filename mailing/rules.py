"""Who may look into the mail room."""

from __future__ import annotations

from typing import Any


def may_read_mail(user: Any) -> bool:
    return bool(
        user.is_authenticated
        and user.is_active
        and user.is_staff
        and user.has_perm("mailing.view_emailmessage")
    )


def may_handle_mail(user: Any) -> bool:
    return may_read_mail(user) and bool(user.has_perm("mailing.change_emailmessage"))


def may_word_mail(user: Any) -> bool:
    return bool(
        user.is_authenticated
        and user.is_active
        and user.is_staff
        and user.has_perm("mailing.add_emailtemplate")
    )

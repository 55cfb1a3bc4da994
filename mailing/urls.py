"""Notices of everybody, and the mail room of staff."""

from __future__ import annotations

from django.urls import path

from mailing.views import public, staff, unsubscribe, wording

app_name = "mailing"
urlpatterns = [
    path("notices/", public.notice_list, name="notices"),
    path("notices/read/", public.notices_read, name="notices_read"),
    path("notices/<int:pk>/", public.notice_open, name="notice"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("staff/mail/", staff.mail_list, name="mails"),
    path("staff/mail/<int:pk>/", staff.mail_detail, name="mail"),
    path("staff/mail/<int:pk>/html/", staff.mail_html, name="mail_html"),
    path("staff/mail/<int:pk>/cancel/", staff.mail_cancel, name="mail_cancel"),
    path("staff/mail/<int:pk>/requeue/", staff.mail_requeue, name="mail_requeue"),
    path("staff/mail/templates/", wording.template_list, name="templates"),
    path("staff/mail/templates/restore/<int:pk>/", wording.template_restore, name="template_restore"),
    path("staff/mail/templates/<str:name>/<slug:language>/", wording.template_edit, name="template"),
    path(
        "staff/mail/templates/<str:name>/<slug:language>/preview/",
        wording.template_preview,
        name="template_preview",
    ),
    path(
        "staff/mail/templates/<str:name>/<slug:language>/withdraw/",
        wording.template_withdraw,
        name="template_withdraw",
    ),
]

"""Addresses of admission, mounted at admission/."""

from __future__ import annotations

from django.urls import path, re_path

from workshops.admission.views import after, door, runs, tickets, verify

app_name = "admission"
urlpatterns = [
    path("tickets/<slug:label>/", tickets.ticket, name="ticket"),
    path("tickets/<slug:label>/ticket.pdf", tickets.ticket_pdf, name="ticket-pdf"),
    path("tickets/<slug:label>/certificate.pdf", tickets.certificate_pdf, name="certificate-pdf"),
    path("tickets/<slug:label>/feedback/", tickets.feedback, name="feedback"),
    path("tickets/<slug:label>/files/<int:pk>/", tickets.material, name="material"),
    path("verify/", verify.search, name="verify-search"),
    path("verify/<slug:code>/", verify.verify, name="verify"),
    path("doors/", door.doors, name="doors"),
    path("door/worker.js", door.worker, name="worker"),
    path("door/<int:pk>/", door.door, name="door"),
    path("door/<int:pk>/scan/", door.scan, name="scan"),
    path("door/<int:pk>/read/", door.read, name="read"),
    path("door/<int:pk>/sync/", door.sync, name="sync"),
    path("door/<int:pk>/list/", door.roster, name="list"),
    path("door/<int:pk>/undo/", door.undo, name="undo"),
    path("runs/<int:pk>/", runs.attendance, name="attendance"),
    path("runs/<int:pk>/hand/<int:ticket>/", runs.hand, name="hand"),
    path("runs/<int:pk>/badges.pdf", runs.badges, name="badges"),
    re_path(r"^runs/(?P<pk>\d{1,18})/attendance\.(?P<ending>csv|xlsx)$", runs.export, name="export"),
    path("runs/<int:pk>/certificates/", after.certificates, name="certificates"),
    path("runs/<int:pk>/certificates/<int:certificate>/", after.certificate_file, name="certificate-file"),
    path("runs/<int:pk>/certificates/<int:certificate>/revoke/", after.revoke, name="revoke"),
    path("runs/<int:pk>/materials/", after.materials, name="materials"),
    path("runs/<int:pk>/materials/<int:material>/remove/", after.remove, name="remove"),
    path("runs/<int:pk>/feedback/", after.heard, name="heard"),
    path("runs/<int:pk>/statement/", after.statement, name="statement"),
    re_path(
        r"^runs/(?P<pk>\d{1,18})/statement\.(?P<ending>pdf|xlsx)$",
        after.statement_file,
        name="statement-file",
    ),
]

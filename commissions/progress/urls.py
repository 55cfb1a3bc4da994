"""Addresses of commissions.progress, mounted at commissions/progress/."""

from __future__ import annotations

from django.urls import path

from commissions.progress.views import pages, talks, works

app_name = "progress"
urlpatterns = [
    path("conversations/", talks.conversation_list, name="conversations"),
    path("conversations/<int:pk>/", talks.conversation, name="conversation"),
    path("conversations/<int:pk>/news/", talks.news, name="news"),
    path("conversations/<int:pk>/read/", talks.read, name="read"),
    path("conversations/<int:pk>/files/<int:file>/", talks.attachment, name="attachment"),
    path("certificates/", works.certificate_check, name="certificates"),
    path("certificates/<slug:code>/", works.certificate_check, name="certificate-check"),
    path("<slug:number>/", pages.progress, name="progress"),
    path("<slug:number>/talk/<slug:slug>/", talks.talk_begin, name="talk"),
    path("<slug:number>/consent/", works.consent, name="consent"),
    path("<slug:number>/consent/ask/", works.ask, name="ask"),
    path("<slug:number>/certificate/", works.certificate, name="certificate"),
    path("<slug:number>/certificate/file/", works.certificate_file, name="certificate-file"),
    path("<slug:number>/catalogue/", works.catalogue, name="catalogue"),
]

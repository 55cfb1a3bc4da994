"""/media/: the served files of images."""

from __future__ import annotations

from django.urls import path

from marketplace.imaging import views

app_name = "imaging"
urlpatterns = [path("<path:path>", views.rendition, name="rendition")]

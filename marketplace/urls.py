"""The addresses of the catalogue and of the studio, below the language."""

from __future__ import annotations

from django.urls import path

from marketplace.views.opening import opening

app_name = "marketplace"

urlpatterns = [
    path("works/", opening, name="artwork-list"),
    path("works/<int:pk>-<str:slug>/", opening, name="artwork-detail"),
    path("works/<int:pk>/", opening, name="artwork-short"),
    path("works/<int:pk>-<str:slug>/buy/", opening, name="artwork-buy"),
    path("artists/", opening, name="artist-list"),
    path("artists/<str:slug>/", opening, name="artist-detail"),
    path("galleries/", opening, name="gallery-list"),
    path("galleries/<str:slug>/", opening, name="gallery-detail"),
    path("collections/", opening, name="collection-list"),
    path("collections/<str:slug>/", opening, name="collection-detail"),
    path("studio/", opening, name="studio"),
    path("studio/works/add/", opening, name="studio-artwork-add"),
    path("studio/works/<int:pk>/", opening, name="studio-artwork-edit"),
    path("studio/works/<int:pk>/cell/<slug:name>/", opening, name="studio-artwork-cell"),
    path("studio/works/<int:pk>/state/", opening, name="studio-artwork-state"),
    path("studio/works/<int:pk>/images/", opening, name="studio-image-add"),
    path("studio/images/<int:pk>/", opening, name="studio-image-edit"),
    path("studio/images/<int:pk>/delete/", opening, name="studio-image-delete"),
    path("studio/images/<int:pk>/move/", opening, name="studio-image-move"),
    path("studio/import/", opening, name="studio-import"),
    path("studio/import/<uuid:token>/", opening, name="studio-import-preview"),
]

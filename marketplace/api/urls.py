"""Addresses of the catalogue in the API."""

from __future__ import annotations

from django.urls import path

from marketplace.api import views

urlpatterns = [
    path("artworks/", views.ArtworkList.as_view(), name="artworks"),
    path("artworks/<int:pk>/", views.ArtworkDetail.as_view(), name="artwork"),
    path("artists/", views.ArtistList.as_view(), name="artists"),
    path("artists/<slug:slug>/", views.ArtistDetail.as_view(), name="artist"),
    path("galleries/", views.GalleryList.as_view(), name="galleries"),
    path("galleries/<slug:slug>/", views.GalleryDetail.as_view(), name="gallery"),
]

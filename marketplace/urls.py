"""The addresses of the catalogue and of the studio, below the language."""

from __future__ import annotations

from django.urls import path

from marketplace.views import artists, artworks, browse, collections, galleries
from marketplace.views.studio import changes, imports, inventory, pictures, works

app_name = "marketplace"

urlpatterns = [
    path("works/", browse.artwork_list, name="artwork-list"),
    path("works/<int:pk>-<str:slug>/", artworks.artwork_detail, name="artwork-detail"),
    path("works/<int:pk>/", artworks.artwork_short, name="artwork-short"),
    path("works/<int:pk>-<str:slug>/buy/", artworks.artwork_buy, name="artwork-buy"),
    path("artists/", artists.artist_list, name="artist-list"),
    path("artists/<str:slug>/", artists.artist_detail, name="artist-detail"),
    path("galleries/", galleries.gallery_list, name="gallery-list"),
    path("galleries/<str:slug>/", galleries.gallery_detail, name="gallery-detail"),
    path("collections/", collections.collection_list, name="collection-list"),
    path("collections/<str:slug>/", collections.collection_detail, name="collection-detail"),
    path("studio/", inventory.inventory, name="studio"),
    path("studio/selected/", inventory.bulk, name="studio-bulk"),
    path("studio/works/add/", works.artwork_add, name="studio-artwork-add"),
    path("studio/works/<int:pk>/", works.artwork_edit, name="studio-artwork-edit"),
    path("studio/works/<int:pk>/cells/", changes.artwork_cells, name="studio-artwork-cells"),
    path("studio/works/<int:pk>/state/", changes.artwork_state, name="studio-artwork-state"),
    path("studio/works/<int:pk>/images/", pictures.image_add, name="studio-image-add"),
    path("studio/images/<int:pk>/", pictures.image_edit, name="studio-image-edit"),
    path("studio/images/<int:pk>/move/", pictures.image_move, name="studio-image-move"),
    path("studio/import/", imports.sheet_import, name="studio-import"),
    path("studio/import/<uuid:token>/", imports.sheet_preview, name="studio-import-preview"),
]

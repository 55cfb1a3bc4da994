"""The API, version 1: each app's addresses, the schema and its pages."""

from __future__ import annotations

from csp.decorators import csp_update
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

# The one block of styles that stands in the library's page, by its fingerprint; its next version may need another.
STYLES = "'sha256-MMpT0iDxyjALd9PdfepImGX3DBfJPXZ4IlDWdPAgtn0='"
docs = csp_update({"style-src": [STYLES]})(SpectacularSwaggerSplitView.as_view(url_name="api:schema"))

app_name = "api"
urlpatterns = [
    path("", include("accounts.api.urls")),
    path("", include("marketplace.api.urls")),
    path("", include("orders.api.urls")),
    path("", include("auctions.api.urls")),
    path("", include("workshops.api.urls")),
    path("", include("workshops.booking.api.urls")),
    path("", include("workshops.admission.api.urls")),
    path("", include("workshops.agenda.api.urls")),
    path("", include("commissions.api.urls")),
    path("", include("commissions.contracts.api.urls")),
    path("", include("commissions.progress.api.urls")),
    path("", include("compliance.rights.api.urls")),
    path("", include("compliance.copies.api.urls")),
    path("", include("compliance.consents.api.urls")),
    path("", include("compliance.safety.api.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
]

"""The addresses of the site: API and health without a language, pages under /ar/ and /en/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from config import views
from core import private

handler404 = "config.views.not_found"
handler429 = "config.views.too_many"
handler500 = "config.views.broken"

urlpatterns = [
    path("_allauth/", include("allauth.headless.urls")),
    path("api/v1/", include("config.api_urls")),
    path("webhooks/mail/", include("mailing.webhook_urls")),
    path("webhooks/", include("orders.payments.webhook_urls")),
    path("media/", include("marketplace.imaging.urls")),
    path("private/<str:token>/", private.serve, name="private-file"),
    path("calendars/", include("workshops.agenda.feed_urls")),
    path(".well-known/", include("config.wellknown")),
    path("", include("marketplace.root_urls")),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("info/<slug:slug>/", views.page, name="page"),
        path("", include("marketplace.urls")),
        path("", include("auctions.urls")),
        path("", include("workshops.urls")),
        path("registrations/", include("workshops.booking.urls")),
        path("admission/", include("workshops.admission.urls")),
        path("calendar/", include("workshops.agenda.urls")),
        path("commissions/contracts/", include("commissions.contracts.urls")),
        path("commissions/progress/", include("commissions.progress.urls")),
        path("commissions/", include("commissions.urls")),
        path("privacy/requests/", include("compliance.rights.urls")),
        path("privacy/copies/", include("compliance.copies.urls")),
        path("privacy/erasure/", include("compliance.erasure.urls")),
        path("privacy/consents/", include("compliance.consents.urls")),
        path("privacy/records/", include("compliance.records.urls")),
        path("privacy/incidents/", include("compliance.incidents.urls")),
        path("safety/", include("compliance.safety.urls")),
        path("privacy/", include("compliance.urls")),
        path("", include("accounts.urls")),
        path("account/", include("allauth.urls")),
        path("orders/pay/", include("orders.payments.urls")),
        path("orders/delivery/", include("orders.delivery.urls")),
        path("orders/invoices/", include("orders.invoicing.urls")),
        path("orders/cases/", include("orders.aftercare.urls")),
        path("orders/", include("orders.urls")),
        path("basket/", include("orders.checkout.urls")),
        path("sales/payouts/", include("orders.payouts.urls")),
        path("memberships/", include("orders.memberships.urls")),
        path("verification/", include("orders.verification.urls")),
        path("", include("mailing.urls")),
        path("admin/", admin.site.urls),
    ),
]

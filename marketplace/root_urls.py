"""Addresses that robots expect at the root, outside the languages."""

from __future__ import annotations

from django.contrib.sitemaps import views as maps
from django.urls import path
from django.views.decorators.cache import cache_page

from marketplace.sitemaps import SITEMAPS
from marketplace.views.robots import robots

HOUR = 60 * 60
INDEX = {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", cache_page(HOUR)(maps.index), INDEX, name="sitemap-index"),
    path("sitemap-<section>.xml", cache_page(HOUR)(maps.sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
]

"""The baselines of a page and of an API list: one indexed query of the same table, and next to nothing around it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path
from rest_framework import generics, renderers, serializers

from marketplace.enums import PublicationState
from marketplace.models import Artwork

CARDS = 24
FIELDS = ("id", "title_ar", "title_en", "year", "category", "medium", "height_cm", "width_cm", "price_minor")
PAGE = Template("""<!doctype html><html lang="en"><title>Works</title><ul>{% for work in works %}
<li><a href="/works/{{ work.pk }}/"><b>{{ work.title }}</b></a> <i>{{ work.artist.name }}</i>, {{ work.year }}.
{{ work.medium }}, {{ work.height_cm }} x {{ work.width_cm }} cm. {{ work.price_minor }} {{ work.currency }}
{% endfor %}</ul></html>""")


def newest() -> QuerySet[Artwork]:
    works = Artwork.objects.filter(state=PublicationState.PUBLISHED).order_by("-published_at", "-id")
    return works.select_related("artist")[:CARDS]


def cards(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE.render(Context({"works": newest()})))


class WorkSerializer(serializers.ModelSerializer[Artwork]):
    artist = serializers.CharField(source="artist.name")

    class Meta:
        model = Artwork
        fields = (*FIELDS, "currency", "artist")


class WorkList(generics.ListAPIView[Artwork]):
    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    filter_backends = ()
    pagination_class = None
    renderer_classes = (renderers.JSONRenderer,)
    serializer_class = WorkSerializer

    def get_queryset(self) -> QuerySet[Artwork]:
        return newest()


urlpatterns = [path("bare/", cards), path("bare-api/", WorkList.as_view())]

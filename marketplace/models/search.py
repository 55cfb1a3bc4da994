"""What a work can be found by, beside the work: the lists stay narrow, the index stays whole.

The rows are written by statement triggers in the database (see the migration `search_triggers`), so that no
writer, be it a service, the admin, an import or SQL by hand, can forget them.
"""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.models.artwork import Artwork


class ArtworkSearch(models.Model):
    artwork = models.OneToOneField(
        Artwork, primary_key=True, verbose_name=_("artwork"), on_delete=models.CASCADE, related_name="search"
    )
    vector = SearchVectorField(_("search vector"))

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [GinIndex(fields=["vector"], name="artwork_search_vector")]

    def __str__(self) -> str:
        return str(self.pk)


class SearchWord(models.Model):
    """A word that occurs in a title, a name or a tag, folded: what a mistyped word is compared with.

    Comparing with 40,000 short words instead of 62,000 long texts is what makes forgiving typos cheap.
    """

    word = models.CharField(_("word"), max_length=80, primary_key=True)

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        indexes = [GinIndex(fields=["word"], name="search_word_trigrams", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.word

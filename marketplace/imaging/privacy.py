"""What images hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare, exempt

declare(
    model="imaging.Image",
    subject="uploaded_by",
    fields=["uploaded_by"],
    purpose=_(
        "To know who answers for a picture. "
        "Place, time and camera are stripped from the file before it is kept."
    ),
    basis=Basis.CONTRACT,
    retention=_("As long as the picture is used by a work."),
    export=_("The list of pictures uploaded, each with its time and its address."),
    erase=_("The name is removed from the picture; the picture itself belongs to the work."),
    deed=deeds.blank(uploaded_by=None),
    files=(("original", "originals"),),
)

exempt("imaging.Rendition", _("A smaller copy of a picture; it says nothing about who uploaded it."))

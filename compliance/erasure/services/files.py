"""Files whose record is gone: deleted after the commit, once nothing names them any more."""

from __future__ import annotations

from django.apps import apps
from django.core.files.storage import storages
from django.db import transaction

from compliance.erasure import locks, plain


@transaction.atomic
def remove_file(*, pk: int) -> bool:
    """Deletes one noted file; a file that another record shares stays. Whether a file went.

    Raises OSError of the storage: the message is tried again.
    """
    row = locks.doomed(pk)
    if row is None:
        return False
    model = apps.get_model(row.model)
    shared = plain.rows(model).filter(**{row.field: row.name}).exists()
    if not shared:
        storages[row.storage].delete(row.name)
    row.delete()
    return not shared

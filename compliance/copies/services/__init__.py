from compliance.copies.services.ending import destroy, sweep
from compliance.copies.services.fetching import check_code, note_fetched, send_code
from compliance.copies.services.making import make
from compliance.copies.services.ordering import order_copy

__all__ = ["check_code", "destroy", "make", "note_fetched", "order_copy", "send_code", "sweep"]

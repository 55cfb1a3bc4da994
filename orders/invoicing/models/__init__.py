from orders.invoicing.models.invoice import Invoice, InvoiceLine
from orders.invoicing.models.submission import Submission
from orders.invoicing.models.unit import IssuingUnit

__all__ = ["Invoice", "InvoiceLine", "IssuingUnit", "Submission"]

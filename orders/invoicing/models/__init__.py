from orders.invoicing.models.hold import Hold
from orders.invoicing.models.invoice import Invoice, InvoiceLine
from orders.invoicing.models.submission import Submission
from orders.invoicing.models.unit import IssuingUnit

__all__ = ["Hold", "Invoice", "InvoiceLine", "IssuingUnit", "Submission"]

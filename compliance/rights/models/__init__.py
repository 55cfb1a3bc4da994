from compliance.rights.models.change import Correction, RecipientNotice, Restriction
from compliance.rights.models.request import Code, Request, RequestCounter, Step

__all__ = ["Code", "Correction", "RecipientNotice", "Request", "RequestCounter", "Restriction", "Step"]

"""What admission prints: tickets, badges, certificates, statements. Plain facts in, a PDF out; no database here.

Tickets, badges and certificates carry both languages: their words stand here and not in the catalogue, because
both are on every one, whatever the reader's language is.
"""

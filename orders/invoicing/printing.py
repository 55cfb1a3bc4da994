"""The document as a PDF/A-3 in the reader's language first, with its XML inside."""

from __future__ import annotations

from core.pdf import Column, Sheet, Two, isolate
from orders.invoicing.models import Invoice
from orders.invoicing.papers import Paper, paper_of

CODE = 36.0  # millimetres
HEADS = (
    (Two("الوصف", "Description"), 4.2),
    (Two("الخاضع للضريبة", "Taxable"), 1.7),
    (Two("النسبة", "Rate"), 0.9),
    (Two("الضريبة", "VAT"), 1.5),
    (Two("الإجمالي", "Total"), 1.8),
)


def pdf_of(invoice: Invoice, language: str) -> bytes:
    """The same document in the same language is the same file."""
    paper = paper_of(invoice)
    title = Two(f"{paper.title.ar} {paper.number}", f"{paper.title.en} {paper.number}")
    sheet = Sheet(language, title, conformance="PDF/A-3B", created=invoice.issued_at)
    sheet.footer(
        Two(
            f"{paper.seller[0][1].ar}، {isolate(paper.small, ltr=True)}",
            f"{isolate(paper.seller[0][1].en)}, {paper.small}",
        )
    )
    sheet.heading(paper.title)
    top = sheet.y
    if paper.qr:
        sheet.qr(paper.qr, size=CODE, aside=True)
    sheet.facts(paper.facts, share=0.76 if paper.qr else 1)
    sheet.y = max(sheet.y, top + CODE + 3) if paper.qr else sheet.y
    sheet.beside([(paper.seller_title, paper.seller), (paper.buyer_title, paper.buyer)])
    _lines(sheet, paper)
    _end(sheet, paper)
    if xml := invoice.best_xml:
        sheet.embed(f"{invoice.number}.xml", xml, mime="application/xml")
    return sheet.bytes()


def _lines(sheet: Sheet, paper: Paper) -> None:
    sheet.text(paper.currency_line, points=7.5, quiet=True)
    columns = [
        Column(head, share, "start" if place == 0 else "end") for place, (head, share) in enumerate(HEADS)
    ]
    sheet.table(columns, [[line.what, line.net, line.rate, line.vat, line.gross] for line in paper.lines])


def _end(sheet: Sheet, paper: Paper) -> None:
    """Totals under the amounts, the notes after them."""
    strong = sum(total.strong for total in paper.totals)
    columns = [Column("", 2), Column("", 1.2, "end")]
    rows: list[list[str | Two]] = [[total.label, total.amount] for total in paper.totals]
    sheet.table(columns, rows, totals=strong, share=0.55, headed=False)
    for note in paper.notes:
        sheet.text(note)

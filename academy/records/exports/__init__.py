"""Files in which learning leaves: a certificate, and a year of CPD in its regulator's questions."""

from academy.records.exports.certificate import certificate_pdf, file_name, time_words
from academy.records.exports.cpd import Answer, Piece, cpd_pdf, cpd_pieces, cpd_table, cpd_text
from academy.records.exports.typesetting import pdf

__all__ = [
    "Answer",
    "Piece",
    "certificate_pdf",
    "cpd_pdf",
    "cpd_pieces",
    "cpd_table",
    "cpd_text",
    "file_name",
    "pdf",
    "time_words",
]

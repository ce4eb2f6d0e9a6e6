"""A certificate on one sheet, with a square that leads to the page on which anybody checks it."""

from django.conf import settings
from django.urls import reverse

from academy.catalogue.rules import hours_words, kind_words
from academy.records.exports.typesetting import pdf
from academy.records.models import Certificate, Completion
from academy.records.rules import in_words
from academy.ui.qr import qr


def certificate_pdf(certificate: Certificate) -> bytes:
    return pdf("certificate.typ", _facts(certificate), made_on=certificate.issued_on)


def file_name(certificate: Certificate) -> str:
    completion = certificate.completion
    return f"certificate-{completion.item.code}-{completion.completed_on:%Y-%m-%d}.pdf"


def time_words(completion: Completion) -> str:
    """6 hours; of somebody who came for part of it, 4 hours of 6 hours."""
    said = hours_words(completion.hours)
    return f"{said} of {hours_words(completion.item.hours)}" if completion.is_part else said


def _facts(certificate: Certificate) -> dict[str, str | bool]:
    completion = certificate.completion
    item = completion.item
    check_link = settings.ADDRESS + reverse("verify", args=[certificate.shown_code])
    return {
        "person": completion.person.name,
        "item": item.title,
        "kind": kind_words(item.kind, item.hours),
        "hours": time_words(completion),
        "is_part": completion.is_part,
        "completed_on": in_words(completion.completed_on),
        "summary": item.summary,
        "offered_by": item.organisation.name,
        "door": completion.get_door_display(),
        "issued_on": in_words(certificate.issued_on),
        "code": certificate.shown_code,
        "check_at": settings.ADDRESS + reverse("verify"),
        "check_link": check_link,
        "square": qr(check_link, says="Check this certificate"),
    }

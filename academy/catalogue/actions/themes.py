"""The shelves themselves."""

from django.utils.text import slugify

from academy.catalogue.models import Theme


def theme_called(name: str) -> tuple[Theme, bool]:
    """The shelf of that name, put up if there is none, and whether it is new."""
    found = Theme.objects.filter(name__iexact=name.strip()).first()
    if found is not None:
        return found, False
    return Theme.objects.get_or_create(code=slugify(name)[:40], defaults={"name": name.strip()[:80]})

"""What the offer is found by, kept in step with it."""

from collections.abc import Iterable, Iterator

from django.db.models import prefetch_related_objects

from academy.catalogue.models import Item, ItemText
from academy.core import search

LIBRARY = ("resource__tags", "resource__current")


def write_texts(items: Iterable[Item]) -> int:
    """Of these items, as they stand now."""
    return search.write(ItemText, _texts(list(items)))


def rebuild_texts() -> int:
    """Of all there are. For the night, and after capabilities or organisations were given other names."""
    return search.keep_only(ItemText, _every_text)


def _every_text() -> Iterator[search.Text]:
    found = Item.objects.select_related("organisation").prefetch_related("capabilities", *LIBRARY)
    yield from _texts(found.order_by("pk").iterator(chunk_size=100))


def _texts(items: Iterable[Item]) -> Iterator[search.Text]:
    if isinstance(items, list):
        prefetch_related_objects(items, "capabilities", "organisation", *LIBRARY)
    for item in items:
        capabilities = ", ".join(one.name for one in item.capabilities.all())
        rest = [item.description, capabilities, item.get_kind_display(), item.organisation.name]
        under, inside = _in_the_library(item)
        summary, body = (item.summary, item.who_for, under), (*rest, inside)
        yield search.Text(item.pk, item.title, "\n".join(filter(None, summary)), "\n".join(filter(None, body)))


def _in_the_library(item: Item) -> tuple[str, str]:
    """Of a resource its tags and its author, and the words inside its file."""
    resource = getattr(item, "resource", None)
    if resource is None:
        return "", ""
    tags = ", ".join(tag.name for tag in resource.tags.all())
    return f"{tags}\n{resource.author}".strip(), resource.current.text if resource.current else ""

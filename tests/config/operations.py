"""What the API offers, as the API itself holds it."""

from ninja.operation import Operation

from academy.config.api import api


def operations() -> dict[tuple[str, str], Operation]:
    """By method and path, as a caller writes them."""
    return {
        (method, "/api" + prefix.rstrip("/") + "/" + path.lstrip("/")): operation
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }

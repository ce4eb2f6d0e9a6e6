"""What well-known directories write otherwise than the standard says, put right before it is read."""

import json
from typing import Any

from scim2_models import InvalidSyntaxException, InvalidValueException, PayloadTooLargeException

from academy.people.scim.service import LARGEST_BODY

DEEPEST = 40
MANAGER = "manager"


def put_right(body: bytes) -> bytes:
    """The body as the standard would have it. What cannot be read is left for the reader to refuse."""
    if len(body) > LARGEST_BODY:
        raise PayloadTooLargeException(detail=f"The body is larger than {LARGEST_BODY} bytes")
    if not body:
        return body
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return body
    return json.dumps(_right(sent, 0)).encode()


def refuse_zero(words: str) -> None:
    if "\0" in words:
        raise InvalidValueException(detail="Text cannot hold a zero character")


def _right(sent: Any, depth: int) -> Any:
    if depth > DEEPEST:
        raise InvalidSyntaxException(detail="The body is nested too deeply")
    if isinstance(sent, str):
        refuse_zero(sent)
        return sent
    if isinstance(sent, list):
        return [_right(each, depth + 1) for each in sent]
    if not isinstance(sent, dict):
        return sent
    righted = {name: _right(value, depth + 1) for name, value in sent.items() if not _is_empty_reference(name, value)}
    for name in righted:
        refuse_zero(name)
        righted[name] = _attribute(name, righted[name])
    if _is_about_one(righted) and "value" in righted:
        righted["value"] = _attribute(str(righted.get("path")), righted["value"])
    return righted


def _attribute(name: str, value: Any) -> Any:
    """Entra ID sends the manager as a bare identifier, or as a list of one; both send numbers where text belongs."""
    last = name.rpartition(":")[2].lower()
    if last == MANAGER and isinstance(value, list) and len(value) == 1:
        value = value[0]
    if last == MANAGER and isinstance(value, str):
        return {"value": value} if value else None
    if last in ("employeenumber", "externalid", "username") and type(value) is int:
        return str(value)
    return value


def _is_about_one(sent: dict[str, Any]) -> bool:
    """An operation of a PATCH that says which attribute it is about."""
    return isinstance(sent.get("path"), str) and "op" in {name.lower() for name in sent}


def _is_empty_reference(name: str, value: Any) -> bool:
    return name == "$ref" and value is None

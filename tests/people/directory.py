"""A directory as it speaks to the Academy: what Entra ID and Okta send, without the rest of them."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from academy.people.models import DirectoryUser, Organisation
from academy.people.rules import Scope
from tests.builders import make_key, make_organisation

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


class Directory:
    """Of one organisation, with a key of its own."""

    def __init__(self, organisation: Organisation | None = None) -> None:
        self.organisation = organisation or make_organisation("Weyshire Community Health")
        _, key = make_key(Scope.SCIM, organisation=self.organisation)
        self.client = Client(headers={"Authorization": f"Bearer {key}"}, raise_request_exception=False)

    def ask(self, method: str, address: str, sent: Any = None, **query: Any) -> HttpResponse:
        body = sent if isinstance(sent, bytes) else b"" if sent is None else json.dumps(sent).encode()
        return self.client.generic(
            method, f"/scim/v2/{address}", body, content_type="application/scim+json", query_params=query or None
        )

    def get(self, address: str, **query: Any) -> dict[str, Any]:
        answer = self.ask("GET", address, **query)
        assert answer.status_code == 200, answer.content
        return dict(answer.json())

    def add_user(self, user_name: str = "amara.okafor@health.example", **said: Any) -> dict[str, Any]:
        """One user, active unless said otherwise, with the address that is their user name."""
        sent = {
            "schemas": [USER, ENTERPRISE],
            "userName": user_name,
            "active": True,
            "name": {"givenName": "Amara", "familyName": "Okafor"},
            "emails": [{"type": "work", "primary": True, "value": user_name}] if "@" in user_name else [],
            **said,
        }
        answer = self.ask("POST", "Users", sent)
        assert answer.status_code == 201, answer.content
        return dict(answer.json())

    def add_group(self, name: str = "Academy managers", *members: dict[str, Any], **said: Any) -> dict[str, Any]:
        sent = {"schemas": [GROUP], "displayName": name, "members": [{"value": each["id"]} for each in members], **said}
        answer = self.ask("POST", "Groups", sent)
        assert answer.status_code == 201, answer.content
        return dict(answer.json())

    def patch(self, resource: dict[str, Any], *operations: dict[str, Any]) -> HttpResponse:
        kind = resource["meta"]["resourceType"]
        return self.ask("PATCH", f"{kind}s/{resource['id']}", {"schemas": [PATCH], "Operations": list(operations)})

    def again(self, resource: dict[str, Any]) -> dict[str, Any]:
        return self.get(f"{resource['meta']['resourceType']}s/{resource['id']}")


def row(resource: dict[str, Any]) -> DirectoryUser:
    return DirectoryUser.objects.select_related("person__account").get(key=resource["id"])

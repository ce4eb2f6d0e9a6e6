"""What is served: the standard's users and groups, in full, and how much a directory may depart from the standard."""

import logging
from functools import cache

from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    Error,
    ETag,
    Filter,
    Patch,
    SCIMException,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
)
from scim2_server.service import ScimService
from scim2_server.utils import load_default_resource_types, load_default_schemas

LONGEST_PAGE = 1_000
LONGEST_BULK = 200
LARGEST_BODY = 1024 * 1024

TOLERANT = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,  # Entra ID: only the member that is named goes
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)


log = logging.getLogger(__name__)


class Service(ScimService):
    """A fault of ours is told in the standard's form, and the log has the rest."""

    @staticmethod
    def error_of(exception: Exception) -> Error:
        if not isinstance(exception, SCIMException):
            log.error("A directory’s request failed", exc_info=exception)
        return ScimService.error_of(exception)


@cache
def service() -> Service:
    """Made at the first request: the models of the standard take a moment to build."""
    schemas, types = load_default_schemas().values(), load_default_resource_types().values()
    return Service(ScimProvider.from_discovery(schemas, types, config=_config(), policy=TOLERANT))


def _config() -> ServiceProviderConfig:
    return ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=True, max_operations=LONGEST_BULK, max_payload_size=LARGEST_BODY),
        filter=Filter(supported=True, max_results=LONGEST_PAGE),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=True),
        etag=ETag(supported=True),
        authentication_schemes=[
            AuthenticationScheme(
                type=AuthenticationScheme.Type.oauthbearertoken,
                name="Key of a connection",
                description="A key that the Academy team gave to the organisation, sent as a bearer token.",
                primary=True,
            )
        ],
    )

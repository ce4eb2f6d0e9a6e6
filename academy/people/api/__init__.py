"""People, their posts and their organisations for machines: the same reach and the same actions as the pages.

Keys reach the branch of their organisation. What is sent may hold the fields of its schema and no others.
"""

from academy.people.api import imports, organisations, people, posts  # each adds its endpoints
from academy.people.api.router import router

__all__ = ["imports", "organisations", "people", "posts", "router"]

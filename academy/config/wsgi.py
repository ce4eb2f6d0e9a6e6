import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.config.settings")
application = get_wsgi_application()

# all that pages need is loaded before the workers part, and what is not looked through again stays shared between them
import_module("academy.config.urls")
gc.collect()
gc.freeze()

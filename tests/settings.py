"""Product settings for tests: a folder of its own per process, nothing taken from the developer's environment."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="drieklank-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.mkdir(os.path.join(_home, "static"))  # whitenoise warns where the folder is not there

for _name in ("DEBUG", "DRIEKLANK_DEMO", "DRIEKLANK_DATA", "DRIEKLANK_KEYS", "DRIEKLANK_LEDGER"):
    os.environ.pop(_name, None)
os.environ |= {
    "DRIEKLANK_TEST": "1",
    "DRIEKLANK_HOME": _home,
    "SECRET_KEY": "only-for-tests",
    "BASE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
}

from drieklank.config.settings import *

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

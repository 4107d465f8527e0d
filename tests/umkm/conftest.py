"""Who reads and writes in the tests of the lower floor."""

from itertools import count

import pytest
from django.test import Client
from django.utils import translation

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.importing import as_csv, import_file


@pytest.fixture(autouse=True)
def in_english():
    """What rules and pages say is read in English here; that it is all translated is another test's matter."""
    with translation.override("en"):
        yield


@pytest.fixture
def signed_in():
    """A browser in which this user has signed in and reads English."""

    def sign_in(user):
        client = Client(headers={"accept-language": "en"})
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def staff():
    return make.user(Role.STAFF)


@pytest.fixture
def officer():
    return make.user(Role.OFFICER, at="Gambir")


@pytest.fixture
def desk(signed_in, staff):
    """A browser in which city staff have signed in."""
    return signed_in(staff)


@pytest.fixture
def send(tmp_path):
    """Import a file of these rows, or of these bytes, from the shell."""
    names = count(1)

    def send(content, *options, **shape):
        path = tmp_path / f"berkas-{next(names)}"
        path.write_bytes(content if isinstance(content, bytes) else as_csv(content, **shape))
        return import_file(path, *options)

    return send

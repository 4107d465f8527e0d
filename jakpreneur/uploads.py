"""How much a browser may send at once."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

#: Bytes; the largest file that a page takes, and what surrounds it.
MOST = 10_000_000


class Bounded(FileUploadHandler):
    """The first of the handlers: refuses what is too large before a byte of it is kept in memory or on the disk."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > MOST:
            raise RequestDataTooBig("a form with files is larger than this server takes")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None

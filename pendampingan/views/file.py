"""What files of figures have in common: a name that says of which day and knowledge they are, and none for a day that is none."""

from django.forms import Form
from django.http import HttpResponse

from jakpreneur.context import holds_sample_data
from pendampingan.counts.as_of import AsOf


def file_name(*words: str, as_of: AsOf) -> str:
    """→ "capaian-per-2021-10-25-diketahui-lalu.csv"; a demo's says that it holds sample data."""
    return named(*words, "per", as_of.per.isoformat(), "diketahui", as_of.word)


def named(*words: str) -> str:
    """The name of a CSV file, which in a demo says that it holds sample data."""
    return f"{'-'.join([*words, *(['data-contoh'] if holds_sample_data() else [])])}.csv"


def csv_file(content: bytes, name: str) -> HttpResponse:
    """A file that is whole already."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def no_file(form: Form) -> HttpResponse:
    """Why there is none: a file outlives its page, so of a day or knowledge that is wrong none is made."""
    sentences = [error for errors in form.errors.values() for error in errors]
    return HttpResponse("\n".join(sentences), status=400, content_type="text/plain; charset=utf-8")

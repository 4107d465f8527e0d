"""What files of figures have in common: a name that says of which day and knowledge they are, and none for a day that is none."""

from django.http import HttpResponse

from jakpreneur.context import holds_sample_data
from pendampingan.counts.as_of import AsOf
from pendampingan.forms.as_of import AsOfForm


def file_name(*words: str, as_of: AsOf) -> str:
    """→ "capaian-per-2021-10-25-diketahui-lalu.csv"; a demo's says that it holds sample data."""
    sample = ["data-contoh"] if holds_sample_data() else []
    return f"{'-'.join([*words, 'per', as_of.per.isoformat(), 'diketahui', as_of.word, *sample])}.csv"


def no_file(form: AsOfForm) -> HttpResponse:
    """Why there is none: a file outlives its page, so of a day or knowledge that is wrong none is made."""
    sentences = [error for errors in form.errors.values() for error in errors]
    return HttpResponse("\n".join(sentences), status=400, content_type="text/plain; charset=utf-8")

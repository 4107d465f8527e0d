"""What the parts of a dashboard have in common that come after its page: each is a page of its own too."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from jakpreneur.acting import today
from pendampingan.access import counts_open_to
from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.figures import Figures, said
from pendampingan.forms.as_of import AsOfForm
from umkm.models import Centre


@dataclass(frozen=True)
class Part:
    """A part of the dashboard of the city or of one centre, of one day. It is as known now, whatever the dashboard that
    it comes from shows; that one's knowledge is kept for the way back."""

    form: AsOfForm
    figures: Figures

    @property
    def centre(self) -> Centre | None:
        return self.figures.centre

    @property
    def as_of(self) -> AsOf:
        return self.form.as_of.known(Basis.NOW)

    def page(self, heading: str) -> dict:
        """What templates/pendampingan/dashboard/part.html needs."""
        return {
            "heading": heading,
            "form": self.form,
            "as_of": self.as_of,
            "centre": self.centre,
            "query": said(self.form.as_of),
        }


def part_asked(request: HttpRequest) -> Part:
    """What the request's address names: ?per=2021-10-25&diketahui=lalu&pusat=31.71.01; 404 for a centre there is not."""
    form = AsOfForm(request.GET, today=today())
    return Part(form, Figures(form.as_of, counts_open_to(request.user), centre_asked(request)))


def centre_asked(request: HttpRequest) -> Centre | None:
    """The centre that the request's address, or what it sends, names; None where it names none."""
    code = (request.POST if request.method == "POST" else request.GET).get("pusat")
    if not code:
        return None
    if not code.isprintable():  # the database takes no NUL
        raise Http404
    return get_object_or_404(Centre, code=code)

"""The columns of a file of businesses: what each is called, and which a file cannot do without."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from jakpreneur.sheet import Unreadable
from umkm.identifiers import fold

#: Column → other headings that offices use for it.
COLUMNS = {
    "nama_usaha": ("usaha", "nama umkm", "nama usaha umkm", "merek usaha"),
    "nik_pemilik": ("nik", "no nik", "nomor nik", "nik usaha", "no ktp", "nomor ktp", "ktp"),
    "nama_pemilik": ("pemilik", "nama", "nama lengkap", "nama pemilik usaha", "nama pelaku usaha"),
    "jenis_kelamin": ("kelamin", "jk", "l/p", "gender"),
    "tanggal_lahir": ("tgl lahir",),
    "telepon": ("telp", "no telp", "no telepon", "nomor telepon", "hp", "no hp", "nomor hp", "handphone", "whatsapp", "no wa"),
    "email": ("e-mail", "surel"),
    "alamat_usaha": ("alamat", "alamat tempat usaha"),
    "kecamatan": ("kec", "kecamatan usaha"),
    "kelurahan": ("kel", "kelurahan usaha"),
    "sektor": ("sektor usaha", "bidang usaha", "jenis usaha"),
    "kbli": ("kode kbli", "kbli 2020"),
    "nib": ("no nib", "nomor nib"),
    "npwp": ("no npwp", "nomor npwp"),
    "tanggal_mulai": ("tgl mulai", "mulai usaha", "tanggal mulai usaha"),
    "modal": ("modal usaha",),
    "omzet_tahunan": ("omzet", "omset", "omset tahunan", "omzet per tahun"),
    "tenaga_kerja_l": ("tenaga kerja laki laki", "tk l", "pekerja l"),
    "tenaga_kerja_p": ("tenaga kerja perempuan", "tk p", "pekerja p"),
    "tanggal_daftar": ("tgl daftar", "tanggal pendaftaran", "tgl pendaftaran"),
    "nomor": ("nomor usaha", "no usaha", "nomor jakpreneur"),
}  # fmt: skip
REQUIRED = ("nama_usaha", "nik_pemilik", "nama_pemilik", "telepon", "kecamatan", "kelurahan", "tanggal_daftar")
#: What is added to a file that is handed back, and left unread when that comes again.
REASON = "alasan"


def bare(heading: object) -> str:
    """A heading without case, spaces, underscores and signs: "No. HP" and "no_hp" are one."""
    return re.sub(r"[\W_]+", "", fold(str(heading)))


CALLED = {bare(word): column for column, words in COLUMNS.items() for word in (column, *words)}


def is_known(heading: object) -> bool:
    return bare(heading) in CALLED


def places_of(heading: Sequence[object]) -> dict[str, int]:
    """Column → its place in a row. Raises Unreadable where one stands twice, or a required one is missing."""
    places: dict[str, int] = {}
    for place, name in enumerate(heading):
        column = CALLED.get(bare(name))
        if column in places:
            words = {"one": heading[places[column]], "other": name, "column": column}
            raise Unreadable(_("The columns “%(one)s” and “%(other)s” are both read as %(column)s. Keep one.") % words)
        if column:
            places[column] = place
    if missing := [column for column in REQUIRED if column not in places]:
        raise Unreadable(_("The file lacks these columns: %(columns)s.") % {"columns": ", ".join(missing)})
    return places


def unknown_in(heading: Sequence[object]) -> list[str]:
    """The headings that are not read, as they stand in the file."""
    return [str(name) for name in heading if bare(name) and not is_known(name) and not is_reason(name)]


def is_reason(heading: object) -> bool:
    return bare(heading) == REASON

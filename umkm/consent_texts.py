"""What an owner is asked to agree to, word for word, with its version (UU 27/2022 Art. 20 to 22).

A text that somebody has agreed to is never changed: a new wording is a new entry with a new version, above the old one.
Both languages stand here and not among the translations, so that no translation can change what was agreed to.
"""

from dataclasses import dataclass

from django.utils.translation import get_language

from umkm.choices import ConsentPurpose


@dataclass(frozen=True)
class Words:
    """A sentence in Indonesian, which is the one agreed to, and in English; shown in the reader's language."""

    indonesian: str
    english: str

    def __str__(self) -> str:
        return self.english if (get_language() or "").startswith("en") else self.indonesian


@dataclass(frozen=True)
class ConsentText:
    """One version of what is asked for one purpose: the sentence agreed to, and what it means, point by point."""

    purpose: ConsentPurpose
    version: str
    agreed: Words
    points: tuple[tuple[Words, Words], ...]


WHAT = Words("Data yang dipakai", "What is used")
WHY = Words("Untuk apa", "What for")
WHOM = Words("Siapa yang melihat", "Who sees it")
HOW_LONG = Words("Berapa lama", "How long")
FREE = Words("Bila tidak setuju", "If not")
WITHDRAWN = Words("Menarik kembali", "Withdrawing")
WHO_ANSWERS = Words("Yang bertanggung jawab", "Who answers for it")

OWNERS_CHOICE = Words(
    "Usaha tetap terdaftar, dan tetap mendapat pelatihan dan pendampingan.",
    "The business is registered all the same, and is trained and mentored all the same.",
)
OFFICE = Words(
    "Dinas PPKUKM Provinsi DKI Jakarta. Pemilik dapat melihat dan memperbaiki datanya di pusat mana pun.",
    "The Office for Small Businesses (PPKUKM) of Jakarta. Owners can see their data and have it corrected at any centre.",
)

#: Newest first within a purpose.
TEXTS = (
    ConsentText(
        ConsentPurpose.PUBLICATION,
        "2026-11",
        Words(
            "Pemilik setuju usahanya dimuat di direktori umum Jakpreneur.",
            "The owner agrees that the business is shown in the public Jakpreneur directory.",
        ),
        (
            (
                WHAT,
                Words(
                    "Nama usaha, sektor dan kegiatannya, kelurahan, toko daring, serta telepon dan email usaha. Bukan NIK, "
                    "NPWP, alamat rumah, tanggal lahir, modal atau omzet.",
                    "The business's name, sector and activity, kelurahan, online shops, and the business's phone and email. "
                    "Never NIK, NPWP, home address, date of birth, capital or sales.",
                ),
            ),
            (
                WHY,
                Words(
                    "Agar pembeli dan mitra menemukan usaha ini.", "So that customers and partners find the business."
                ),
            ),
            (WHOM, Words("Siapa saja, lewat internet.", "Everybody, on the internet.")),
            (
                HOW_LONG,
                Words(
                    "Sampai ditarik kembali, atau sampai usaha tutup.",
                    "Until it is withdrawn, or until the business closes.",
                ),
            ),
            (FREE, OWNERS_CHOICE),
            (
                WITHDRAWN,
                Words(
                    "Kapan saja, di pusat mana pun, tanpa alasan dan tanpa biaya. Usaha lalu tidak dimuat lagi; salinan yang "
                    "sudah dibuat orang lain tidak dapat kami tarik.",
                    "At any time, at any centre, without a reason and free of charge. The business is then no longer shown; "
                    "copies that others have made we cannot take back.",
                ),
            ),
            (WHO_ANSWERS, OFFICE),
        ),
    ),
    ConsentText(
        ConsentPurpose.SHARING,
        "2026-11",
        Words(
            "Pemilik setuju datanya dibagikan kepada mitra Jakpreneur.",
            "The owner agrees that the data is shared with partners of Jakpreneur.",
        ),
        (
            (
                WHAT,
                Words(
                    "Nama, telepon dan email pemilik; nama, kegiatan, kelurahan, NIB dan skala usaha; tahap yang sudah "
                    "dicapai. Bukan NIK, NPWP, alamat rumah atau tanggal lahir.",
                    "The owner's name, phone and email; the business's name, activity, kelurahan, NIB and scale; the stages "
                    "it has reached. Never NIK, NPWP, home address or date of birth.",
                ),
            ),
            (
                WHY,
                Words(
                    "Agar mitra dapat menawarkan pembiayaan, perizinan, pemasaran atau pelatihan; tidak untuk hal lain.",
                    "So that partners can offer financing, licences, markets or training; for nothing else.",
                ),
            ),
            (
                WHOM,
                Words(
                    "Bank, lembaga pembiayaan, lokapasar dan lembaga pelatihan yang bekerja sama dengan Jakpreneur.",
                    "Banks, lenders, marketplaces and training bodies that work with Jakpreneur.",
                ),
            ),
            (
                HOW_LONG,
                Words(
                    "Sampai ditarik kembali, atau sampai usaha tutup.",
                    "Until it is withdrawn, or until the business closes.",
                ),
            ),
            (FREE, OWNERS_CHOICE),
            (
                WITHDRAWN,
                Words(
                    "Kapan saja, di pusat mana pun, tanpa alasan dan tanpa biaya. Setelah itu tidak ada lagi yang dibagikan; "
                    "data yang sudah diterima mitra dapat diminta dihapus kepada mitra itu.",
                    "At any time, at any centre, without a reason and free of charge. Nothing is shared after that; a partner "
                    "that has the data already has to be asked to delete it.",
                ),
            ),
            (WHO_ANSWERS, OFFICE),
        ),
    ),
)


def current(purpose: str) -> ConsentText:
    """What is asked for this purpose today."""
    return next(text for text in TEXTS if text.purpose == purpose)


def text_of(purpose: str, version: str) -> ConsentText | None:
    """What was agreed to under this version; None for one that is not kept here, such as a paper form's."""
    return next((text for text in TEXTS if (text.purpose, text.version) == (purpose, version)), None)

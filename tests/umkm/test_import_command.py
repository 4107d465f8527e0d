"""`manage.py import_businesses`: what it writes and does not, what it hands back, and who is named for it."""

import stat

import pytest
from django.core.management import call_command

from jakpreneur.audit.models import Change
from tests import make
from tests.umkm.importing import as_csv, handed_back, import_file, line
from umkm.models import Business, Participant

pytestmark = pytest.mark.django_db


def test_a_dry_run_says_the_same_hands_back_the_same_and_writes_nothing(send):
    known = line(nama_usaha="Susu")
    send([known])
    rows = [line(), line(nama_usaha="Teh", telepon="x"), known, line(nama_usaha="Senja Kopi")]
    before = (Business.objects.count(), Participant.objects.count(), Change.objects.count())

    dry = send(rows, "--dry-run")
    after = (Business.objects.count(), Participant.objects.count(), Change.objects.count())
    wet = send(rows)

    assert after == before
    assert (dry.status, dry.last, dry.told) == (wet.status, wet.last, wet.told)
    assert dry.last == "1 new, 1 unchanged, 0 updated, 2 refused"
    assert dry.back.read_bytes() == wet.back.read_bytes()


def test_the_audit_names_who_acted_and_the_command(send):
    staff = make.user()

    send([line()], "--as", staff.username)

    made = Change.objects.values_list("table", "actor", "request").distinct()
    assert set(made) >= {
        (table, staff.pk, "manage.py import_businesses")
        for table in ("umkm_business", "umkm_participant", "umkm_placement")
    }
    assert Business.objects.get().recorded_by == staff


def test_a_file_of_before_is_replaced_by_one_for_this_account_alone(tmp_path):
    path, out = tmp_path / "a.csv", tmp_path / "ditolak.csv"
    path.write_bytes(as_csv([line(telepon="x")]))
    out.write_text("old")
    out.chmod(0o644)

    said = import_file(path, out=out)

    assert [row["alasan"][:9] for row in handed_back(said)] == ["telepon: "]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_file_of_before_is_gone_where_nothing_was_refused(tmp_path):
    path, out = tmp_path / "a.csv", tmp_path / "ditolak.csv"
    path.write_bytes(as_csv([line()]))
    out.write_text("old")

    assert import_file(path, out=out).status == 0
    assert not out.exists()


@pytest.mark.parametrize("where", ["itself", "nowhere"])
def test_refused_rows_that_could_not_be_handed_back_are_said_before_anything_is_written(tmp_path, where):
    path = tmp_path / "a.csv"
    content = as_csv([line(), line(nama_usaha="Teh", telepon="x")])
    path.write_bytes(content)
    out = path if where == "itself" else tmp_path / "tiada" / "b.csv"

    said = import_file(path, out=out)

    sentence = {
        "itself": f"{path} is the file itself: name another one for the refused rows.",
        "nowhere": f"{out}: No such file or directory",
    }
    assert (said.status, said.last, said.told) == (2, "", [sentence[where]])
    assert (path.read_bytes(), Business.objects.count()) == (content, 0)


def test_away_from_a_terminal_no_progress_is_shown(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv([line()]))

    call_command("import_businesses", str(path))

    assert tuple(capsys.readouterr()) == ("1 new, 0 unchanged, 0 updated, 0 refused\n", "")

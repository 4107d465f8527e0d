-- The week around today, in sets, with posting on: the lines come from the triggers, as they would from people's hands.
-- Nothing here is effective before this week. demo_newcomer holds the people, since NIKs are sealed outside.

-- name: newcomers
-- In each centre somebody registers a business that bears the name of another one there: doubles to decide.
INSERT INTO umkm_participant (id, recorded_by_id, nik, name, name_key, sex, born_on, phone, email, address, kelurahan_id,
                              home_city, disability)
SELECT n.id, n.officer_id, n.nik, n.name, n.name_key, n.sex, n.born_on, n.phone, '', n.address, twin.kelurahan_id, '', 'unstated'
FROM demo_newcomer n JOIN demo_twin twin USING (centre_id, turn)
WHERE n.turn = %(turn)s;

-- name: doubles
WITH registered AS (
    INSERT INTO umkm_business (recorded_by_id, name, name_key, owner_id, claimed_name, kelurahan_id, sector, kbli, nib, phone,
                               email, shop_links, registered_on, channel, status)
    SELECT n.officer_id, twin.name, twin.name_key, n.id, '', twin.kelurahan_id, twin.sector, '', '', n.phone, '', '{}',
           ledger_today(), 'counter', 'active'
    FROM demo_newcomer n JOIN demo_twin twin USING (centre_id, turn)
    WHERE n.turn = %(turn)s
    RETURNING id, owner_id, kelurahan_id, recorded_by_id
)
INSERT INTO umkm_placement (recorded_by_id, business_id, kelurahan_id, address)
SELECT r.recorded_by_id, r.id, r.kelurahan_id, n.address FROM registered r JOIN demo_newcomer n ON n.id = r.owner_id;

-- name: contested
-- One of them comes back with a neighbour's NIK: staff have to decide whose it is. One centre in four.
WITH registered AS (
    INSERT INTO umkm_business (recorded_by_id, name, name_key, claimed_nik, claimed_name, kelurahan_id, sector, kbli, nib,
                               phone, email, shop_links, registered_on, channel, status)
    SELECT n.officer_id, 'Kios ' || n.name, n.name_key, neighbour.nik, n.name, twin.kelurahan_id, twin.sector, '', '',
           n.phone, '', '{}', ledger_today(), 'counter', 'contested'
    FROM demo_newcomer n
    JOIN demo_twin twin USING (centre_id, turn)
    JOIN umkm_participant neighbour ON neighbour.id = twin.owner_id
    WHERE n.turn = 1 AND n.centre_id %% 4 = 1
    RETURNING id, kelurahan_id, recorded_by_id
)
INSERT INTO umkm_placement (recorded_by_id, business_id, kelurahan_id, address)
SELECT recorded_by_id, id, kelurahan_id, '' FROM registered;

-- name: caseloads
-- Sixteen businesses of each centre that nobody follows, two for each mentor.
INSERT INTO umkm_assignment (recorded_by_id, business_id, mentor_id, starts_on)
SELECT desk.officer_id, free.business_id, team.user_id, ledger_today()
FROM (
    SELECT p.business_id, p.centre_id, row_number() OVER (PARTITION BY p.centre_id ORDER BY p.business_id DESC) - 1 AS nth
    FROM umkm_progress p JOIN umkm_business b ON b.id = p.business_id AND b.status = 'active'
    WHERE p.registered_on < ledger_today()
      AND NOT EXISTS (SELECT FROM umkm_assignment a
                      WHERE a.business_id = p.business_id AND a.ends_on IS NULL AND a.voided_at IS NULL)
) free
JOIN demo_desk desk USING (centre_id)
JOIN demo_team team ON team.centre_id = free.centre_id AND team.nth = free.nth %% 8
WHERE free.nth < 16;

-- name: follow_ups
-- Each mentor was at three of theirs, and agreed on something that is due about now.
INSERT INTO pendampingan_mentoringvisit (recorded_by_id, business_id, centre_id, mentor_id, visited_on, mode, minutes, topics,
                                         notes, next_step, next_step_due)
SELECT case_.mentor_id, case_.business_id, case_.centre_id, case_.mentor_id, ledger_today(), 'on_site', 60, '{keuangan}', '',
       'Mengisi buku kas setiap hari', ledger_today() + 3 + case_.nth
FROM (
    SELECT a.mentor_id, a.business_id, p.centre_id,
           row_number() OVER (PARTITION BY a.mentor_id ORDER BY a.business_id DESC)::integer AS nth
    FROM umkm_assignment a JOIN umkm_progress p USING (business_id) JOIN demo_team t ON t.user_id = a.mentor_id
    WHERE a.ends_on IS NULL AND a.voided_at IS NULL AND p.registered_on <= ledger_today() AND p.centre_id = t.centre_id
) case_
WHERE case_.nth <= 3
ORDER BY case_.business_id;

-- name: classes
-- Two in each centre: one that begins on this day, and one to come, for which people can still be enrolled; in every third
-- centre it has ten seats, and two wait.
INSERT INTO pendampingan_trainingsession (recorded_by_id, centre_id, agency_id, title, topic_id, venue, trainer, capacity, status,
                                          days_needed, cancel_reason)
SELECT desk.officer_id, desk.centre_id, (SELECT id FROM umkm_agency WHERE code = 'ppkukm'), kind.title, topic.id,
       'Aula kecamatan', '', CASE WHEN kind.topic = 'pemasaran' AND desk.centre_id %% 3 = 0 THEN 10 ELSE 40 END, 'open', 3, ''
FROM demo_desk desk
CROSS JOIN (VALUES ('Pembukuan sederhana', 'keuangan'), ('Foto produk dengan ponsel', 'pemasaran')) kind (title, topic)
JOIN pendampingan_topic topic ON topic.code = kind.topic
ORDER BY desk.centre_id, kind.title DESC;

-- name: days
INSERT INTO pendampingan_sessionday (recorded_by_id, session_id, held_on, starts_at, ends_at)
SELECT s.recorded_by_id, s.id, ledger_today() + CASE topic.code WHEN 'keuangan' THEN 0 ELSE 8 END + nth, '09:00', '15:00'
FROM pendampingan_trainingsession s JOIN pendampingan_topic topic ON topic.id = s.topic_id
CROSS JOIN generate_series(0, 3) nth
WHERE s.id > %(last_session)s
ORDER BY s.id, nth;

-- name: enrolments
-- Owners who have not been to a class: twenty-four into the first, twelve into the second, or its queue.
INSERT INTO pendampingan_enrolment (recorded_by_id, session_id, participant_id, business_id, status, queued_at)
SELECT s.recorded_by_id, s.id, waiting.owner_id, waiting.business_id, seat.status,
       CASE seat.status WHEN 'waitlisted' THEN ledger_clock() END
FROM (
    SELECT w.*, row_number() OVER (PARTITION BY centre_id ORDER BY business_id DESC) AS nth
    FROM (
        SELECT DISTINCT ON (b.owner_id) b.owner_id, p.business_id, p.centre_id
        FROM umkm_progress p JOIN umkm_business b ON b.id = p.business_id AND b.status = 'active'
        WHERE p.trained_on IS NULL AND p.registered_on <= ledger_today()
        ORDER BY b.owner_id, p.business_id
    ) w
) waiting
JOIN pendampingan_trainingsession s
  ON s.id > %(last_session)s AND s.centre_id = waiting.centre_id
 AND s.topic_id = (SELECT id FROM pendampingan_topic
                   WHERE code = CASE WHEN waiting.nth %% 3 > 0 THEN 'keuangan' ELSE 'pemasaran' END)
CROSS JOIN LATERAL (SELECT CASE WHEN waiting.nth / 3 > s.capacity THEN 'waitlisted' ELSE 'enrolled' END) seat (status)
WHERE waiting.nth <= 36
ORDER BY s.id, waiting.nth;

-- name: attendance
-- On the first day one in six was missing.
INSERT INTO pendampingan_attendance (recorded_by_id, enrolment_id, day_id, source, proof)
SELECT d.recorded_by_id, e.id, d.id, 'sheet', 'sheet'
FROM pendampingan_sessionday d
JOIN pendampingan_enrolment e ON e.session_id = d.session_id
WHERE d.session_id > %(last_session)s AND d.held_on = ledger_today() AND e.id %% 6 > 0
ORDER BY e.id;

"""Thousands of stored versions, hundreds of people, put into a desk's SQLite file as it would hold them."""

import json
import sqlite3
from contextlib import closing

from tests.desk.house import House

COLUMNS = "kind, author_id, summary, change, form, starts, ends, written, reason"
FROZEN = "number, edition, sha256, token, at"


def crowd(house: House, path: str, count: int) -> None:
    """`count` more versions like the published one at `path`: each frozen, published, and with its history."""
    pk = int(path.split("/")[2])
    with closing(sqlite3.connect(house.root / "desk" / "desk.sqlite3", timeout=60)) as database, database:
        run = database.execute
        (first,) = run("SELECT max(id) FROM advice_version").fetchone()
        (number,) = run("SELECT max(number) FROM publishing_frozen").fetchone()
        (approver,) = run("SELECT approver_id FROM advice_version WHERE id = ?", (pk,)).fetchone()
        each = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
        run(f"{each} INSERT INTO advice_version ({COLUMNS}, state) SELECT {COLUMNS}, 'draft' FROM advice_version, n "
            "WHERE id = ?", (pk,))  # fmt: skip
        run("INSERT INTO advice_touch (version_id, officer_id) SELECT id, author_id FROM advice_version WHERE id > ?",
            (first,))  # fmt: skip
        run("UPDATE advice_version SET state = 'submitted', submitter_id = author_id WHERE id > ?", (first,))
        run("UPDATE advice_version SET state = 'approved', approver_id = ? WHERE id > ?", (approver, first))
        run(f"INSERT INTO publishing_frozen (version_id, {FROZEN}) SELECT id, id - ? + ?, x'7b7d', "
            "'none' || id, 'none' || id, written FROM advice_version WHERE id > ?", (first, number, first))  # fmt: skip
        run("INSERT INTO publishing_published (frozen_id, at, signers) SELECT id, at, '[]' FROM publishing_frozen "
            "WHERE version_id > ?", (first,))  # fmt: skip
        run("INSERT INTO publishing_change (frozen_id, part, item, field, was, now) SELECT id, 'zones', 'KH-12', "
            "'name.ko', '\"a\"', '\"b\"' FROM publishing_frozen WHERE version_id > ?", (first,))  # fmt: skip


def kiosks(house: House, count: int) -> None:
    """`count` more kiosks, all silent: one in five waits to be admitted; each once showed an edition; a call open for each."""
    at = "2026-01-01 00:00:00"
    with closing(sqlite3.connect(house.root / "desk" / "desk.sqlite3", timeout=60)) as database, database:
        run = database.execute
        (first,) = run("SELECT coalesce(max(id), 0) FROM fleet_kiosk").fetchone()
        ((a,), (b,)) = run("SELECT id FROM accounts_officer WHERE role = 'supervisor' ORDER BY id LIMIT 2").fetchall()
        each = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
        run(f"{each} INSERT INTO fleet_kiosk (id, code, public, state, terminal, gate, note, seen, heard, sequence, said,"
            " refused, off, named_by_id, confirmed_by_id) SELECT ? + i, printf('K%07d', ? + i), printf('%064d', ? + i),"
            " CASE WHEN i % 5 THEN 'admitted' ELSE 'waiting' END, 'T2', ? + i, '', ?, ?, 1, '{}', 0, 0, ?, ? FROM n",
            (first, first, first, first, at, at, a, b))  # fmt: skip
        run("INSERT INTO fleet_shown (kiosk_id, edition, since, until) SELECT id, 1, ?, ? FROM fleet_kiosk WHERE id > ?",
            (at, at, first))  # fmt: skip
        run("INSERT INTO telling_call (source, key, place, ko, en, act, raised) SELECT 'fleet', code, '', code, code, "
            "'/kiosks/', ? FROM fleet_kiosk WHERE id > ?", (at, first))  # fmt: skip
        run("INSERT INTO telling_told (call_id, officer_id, at, times, ways) SELECT id, ?, raised, 1, 'mail' FROM telling_call "
            "WHERE id NOT IN (SELECT call_id FROM telling_told)", (a,))  # fmt: skip


def officers(house: House, count: int) -> None:
    """`count` more people: one in four yet to be confirmed, one in four with a change that waits; each with two passkeys,
    one in twenty with such as wait to be admitted."""
    with closing(sqlite3.connect(house.root / "desk" / "desk.sqlite3", timeout=60)) as database, database:
        run = database.execute
        (first,) = run("SELECT max(id) FROM accounts_officer").fetchone()
        ((a,), (b,)) = run("SELECT id FROM accounts_officer WHERE role = 'supervisor' ORDER BY id LIMIT 2").fetchall()
        each = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
        run(f"{each} INSERT INTO accounts_officer (id, password, username, email, role, is_active, invited_by_id, "
            "confirmed_by_id, created) SELECT ? + i, '!', 'officer-' || (? + i), '', 'officer', i % 4 > 0, ?, "
            "CASE WHEN i % 4 THEN ? END, '2026-01-01 00:00:00' FROM n", (first, first, a, b))  # fmt: skip
        run("INSERT INTO accounts_posting (officer_id, role, proposed_by_id, proposed) SELECT id, 'auditor', ?, created "
            "FROM accounts_officer WHERE id > ? AND id % 4 = 1 AND is_active", (a, first))  # fmt: skip
        for scope in ("editions", "targets"):
            run("INSERT INTO accounts_passkey (officer_id, keyid, key, credential, enrolled, admitted) SELECT id, "
                "hex(zeroblob(28)) || printf('%06d', id) || ?, ?, 'x', created, CASE WHEN id % 20 THEN created END "
                "FROM accounts_officer WHERE id > ?",
                ("ed" if scope == "editions" else "fa", json.dumps({"keyval": {"scope": f"demo/{scope}"}}), first))  # fmt: skip

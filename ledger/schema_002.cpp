// Double entry, the life of a batch, and what people decide. What must never happen is impossible here already: an
// entry out of balance, money applied that never came, a correction that is no mirror, a decision above the limit by
// one person alone, a change in a closed batch.

#include <string>

#include "ledger/entry.h"
#include "ledger/schema.h"

namespace lockbox {
namespace {

constexpr const char* kColumns = R"sql(
-- The seal of what an act wrote (seal.h); empty in rows of schema 1.
ALTER TABLE audit ADD COLUMN sealed TEXT NOT NULL DEFAULT '';

ALTER TABLE batch ADD COLUMN deposit_date TEXT NOT NULL DEFAULT '1970-01-01' CHECK (deposit_date LIKE '____-__-__');
ALTER TABLE batch ADD COLUMN closed_at TEXT CHECK (closed_at LIKE '____-__-__T__:__:__.___Z');
ALTER TABLE batch ADD COLUMN closed_by TEXT CHECK ((closed_by IS NULL) = (closed_at IS NULL));
UPDATE batch SET deposit_date = received;

-- Who decides: the program on its way in, a person, the program once more, or a person on money long since posted.
ALTER TABLE decision ADD COLUMN source TEXT NOT NULL DEFAULT 'process'
    CHECK (source IN ('process', 'review', 'reprocess', 'correction'));

-- The last entry before the plan was billed anew: payments after it count against the bill.
ALTER TABLE plan ADD COLUMN billed_after INTEGER NOT NULL DEFAULT 0;
ALTER TABLE plan ADD COLUMN row_hash TEXT NOT NULL DEFAULT '';
)sql";

// The parts around the rule that follows from entry_sides().
constexpr const char* kEntryBegin = R"sql(
CREATE TABLE entry (
    entry_id        INTEGER PRIMARY KEY,
    kind            TEXT NOT NULL,
    debit           TEXT NOT NULL,
    credit          TEXT NOT NULL,
    amount_cents    INTEGER NOT NULL CHECK (amount_cents > 0),
    plan_number     INTEGER REFERENCES plan,
    check_id        INTEGER REFERENCES check_item,
    posting_id      INTEGER REFERENCES posting,
    account_load_id INTEGER REFERENCES account_load DEFERRABLE INITIALLY DEFERRED,
    reverses        INTEGER REFERENCES entry,
    day             TEXT NOT NULL CHECK (day LIKE '____-__-__'),
    made_at         TEXT NOT NULL CHECK (made_at LIKE '____-__-__T__:__:__.___Z'),
    made_by         TEXT NOT NULL,
    program         TEXT NOT NULL,
    CHECK ((plan_number IS NOT NULL) = (debit IN ('receivable', 'credits') OR credit IN ('receivable', 'credits'))),
    CHECK ((posting_id IS NOT NULL) = (kind IN ('applied', 'credited'))),
    CHECK ((account_load_id IS NOT NULL) = (kind = 'credit_used')),
    CHECK ((check_id IS NULL) = (kind IN ('credit_used', 'credit_refunded'))),
    CHECK (CASE WHEN reverses IS NULL THEN debit || ' ' || credit ELSE credit || ' ' || debit END = CASE kind
)sql";

constexpr const char* kEntryEnd = R"sql(
        ELSE '' END)
) STRICT;
CREATE UNIQUE INDEX entry_reversed_once ON entry (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX entry_by_check ON entry (check_id) WHERE check_id IS NOT NULL;
CREATE INDEX entry_by_posting ON entry (posting_id) WHERE posting_id IS NOT NULL;
CREATE INDEX entry_by_plan ON entry (plan_number) WHERE plan_number IS NOT NULL;
CREATE INDEX entry_by_day ON entry (day);

CREATE VIEW live_entry AS
SELECT e.entry_id, e.kind, e.debit, e.credit, e.amount_cents, e.plan_number, e.check_id, e.posting_id, e.day
FROM entry e
WHERE e.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.reverses = e.entry_id);

-- Something happened to a plan that the billing system must hear of.
CREATE TABLE plan_event (
    plan_event_id  INTEGER PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('first_payment_complete', 'first_payment_undone')),
    plan_number    INTEGER NOT NULL REFERENCES plan,
    posting_id     INTEGER NOT NULL UNIQUE REFERENCES posting,
    invoice_number TEXT NOT NULL,
    received       TEXT NOT NULL CHECK (received LIKE '____-__-__'),
    made_at        TEXT NOT NULL CHECK (made_at LIKE '____-__-__T__:__:__.___Z')
) STRICT;
CREATE INDEX plan_event_by_plan ON plan_event (plan_number);

-- An image whose time is over: its file is gone, its row and this one stay.
CREATE TABLE image_purge (
    image_purge_id INTEGER PRIMARY KEY,
    sha256         TEXT NOT NULL UNIQUE REFERENCES image,
    purged_at      TEXT NOT NULL CHECK (purged_at LIKE '____-__-__T__:__:__.___Z'),
    purged_by      TEXT NOT NULL
) STRICT;
)sql";

constexpr const char* kPeople = R"sql(
-- Who looks at an item now. Goes when the item is settled or the time is over; the only rows that are ever deleted.
CREATE TABLE claim (
    review_id  INTEGER PRIMARY KEY REFERENCES review_item,
    claimed_by TEXT NOT NULL CHECK (claimed_by <> ''),
    claimed_at TEXT NOT NULL CHECK (claimed_at LIKE '____-__-__T__:__:__.___Z'),
    expires_at TEXT NOT NULL CHECK (expires_at LIKE '____-__-__T__:__:__.___Z'),
    row_hash   TEXT NOT NULL
) STRICT;

-- What a person decided of an item. `first` is one half of a decision that needs two people: it has no effect.
CREATE TABLE resolution (
    resolution_id      INTEGER PRIMARY KEY,
    review_id          INTEGER NOT NULL REFERENCES review_item,
    act                TEXT NOT NULL CHECK (act IN ('post', 'correct', 'return', 'refund', 'not_payment', 'file',
                                                    'refer', 'hold', 'undo')),
    standing           TEXT NOT NULL CHECK (standing IN ('first', 'final')),
    billing_account    TEXT,
    plan_id            TEXT,
    amount_cents       INTEGER CHECK (amount_cents >= 0),
    fields             TEXT NOT NULL CHECK (fields LIKE '{%}'),
    hold_until         TEXT CHECK (hold_until LIKE '____-__-__'),
    note               TEXT NOT NULL,
    second_above_cents INTEGER CHECK (second_above_cents >= 0),
    seconds            INTEGER UNIQUE REFERENCES resolution,
    undoes             INTEGER UNIQUE REFERENCES resolution,
    decision_id        INTEGER REFERENCES decision,
    resolved_by        TEXT NOT NULL CHECK (resolved_by <> ''),
    resolved_at        TEXT NOT NULL CHECK (resolved_at LIKE '____-__-__T__:__:__.___Z'),
    program            TEXT NOT NULL,
    FOREIGN KEY (billing_account, plan_id) REFERENCES plan (billing_account, plan_id),
    CHECK (act <> 'post' OR (plan_id IS NOT NULL AND amount_cents > 0)),
    CHECK ((act = 'hold') = (hold_until IS NOT NULL)),
    CHECK ((act = 'undo') = (undoes IS NOT NULL)),
    CHECK (standing = 'first' OR act IN ('file', 'refer', 'hold', 'undo') OR second_above_cents IS NULL
           OR (amount_cents IS NOT NULL AND amount_cents <= second_above_cents) OR seconds IS NOT NULL)
) STRICT;
CREATE INDEX resolution_by_item ON resolution (review_id);

-- The numbers of a check as a person keyed them or as a later reading has them, with the decision that they led to:
-- the latest row counts.
CREATE TABLE check_facts (
    check_facts_id  INTEGER PRIMARY KEY,
    check_id        INTEGER NOT NULL REFERENCES check_item,
    routing         TEXT CHECK (length(routing) = 9 AND routing NOT GLOB '*[^0-9]*'),
    account         TEXT CHECK (account <> ''),
    number          TEXT CHECK (number <> ''),
    check_date      TEXT CHECK (check_date LIKE '____-__-__'),
    instrument_kind TEXT CHECK (instrument_kind IN ('check', 'money_order')),
    instrument_key  TEXT CHECK (instrument_key <> ''),
    fields          TEXT NOT NULL CHECK (fields LIKE '{%}'),
    decision_id     INTEGER NOT NULL,
    stated_at       TEXT NOT NULL CHECK (stated_at LIKE '____-__-__T__:__:__.___Z'),
    stated_by       TEXT NOT NULL,
    program         TEXT NOT NULL,
    FOREIGN KEY (decision_id, check_id) REFERENCES decision (decision_id, check_id),
    CHECK ((instrument_kind IS NULL) = (instrument_key IS NULL))
) STRICT;
CREATE INDEX facts_by_check ON check_facts (check_id);
CREATE INDEX facts_by_instrument ON check_facts (instrument_key) WHERE instrument_key IS NOT NULL;

-- Readings of a page after its first, which stays with the page.
CREATE TABLE page_reading (
    page_reading_id INTEGER PRIMARY KEY,
    page_id         INTEGER NOT NULL REFERENCES page,
    reading         TEXT NOT NULL CHECK (reading LIKE '{%}'),
    read_at         TEXT NOT NULL CHECK (read_at LIKE '____-__-__T__:__:__.___Z'),
    program         TEXT NOT NULL
) STRICT;
CREATE INDEX page_reading_by_page ON page_reading (page_id);

CREATE INDEX check_by_number ON check_item (number) WHERE number IS NOT NULL;
CREATE INDEX decision_by_amount ON decision (amount_cents) WHERE amount_cents IS NOT NULL;
CREATE INDEX decision_by_account ON decision (billing_account) WHERE billing_account IS NOT NULL;
CREATE INDEX batch_by_received ON batch (received);

DROP VIEW check_now;
CREATE VIEW check_now AS
SELECT c.check_id, c.page_id, c.envelope_id,
       CASE WHEN f.check_id IS NULL THEN c.routing ELSE f.routing END AS routing,
       CASE WHEN f.check_id IS NULL THEN c.account ELSE f.account END AS account,
       CASE WHEN f.check_id IS NULL THEN c.number ELSE f.number END AS number,
       CASE WHEN f.check_id IS NULL THEN c.check_date ELSE f.check_date END AS check_date,
       CASE WHEN f.check_id IS NULL THEN c.instrument_kind ELSE f.instrument_kind END AS instrument_kind,
       CASE WHEN f.check_id IS NULL THEN c.instrument_key ELSE f.instrument_key END AS instrument_key,
       d.decision_id, d.outcome, d.billing_account, d.plan_id, d.amount_cents, d.confidence, d.source
FROM check_item c
JOIN decision d ON d.decision_id = (SELECT MAX(e.decision_id) FROM decision e WHERE e.check_id = c.check_id)
LEFT JOIN check_facts f
    ON f.check_facts_id = (SELECT MAX(g.check_facts_id) FROM check_facts g WHERE g.check_id = c.check_id);
)sql";

constexpr const char* kMoneySoFar = R"sql(
INSERT INTO entry (kind, debit, credit, amount_cents, check_id, day, made_at, made_by, program)
SELECT 'received', 'deposits', 'unapplied', n.amount_cents, n.check_id, b.deposit_date, v.recorded_at, 'lockbox',
       'migration 2'
FROM check_now n JOIN envelope v ON v.envelope_id = n.envelope_id JOIN batch b ON b.batch_id = v.batch_id
WHERE n.amount_cents > 0 ORDER BY n.check_id;

INSERT INTO entry (kind, debit, credit, amount_cents, plan_number, check_id, posting_id, day, made_at, made_by, program)
SELECT 'applied', 'unapplied', 'receivable', p.amount_cents, l.plan_number, p.check_id, p.posting_id,
       substr(p.posted_at, 1, 10), p.posted_at, p.posted_by, 'migration 2'
FROM posting p JOIN plan l ON l.billing_account = p.billing_account AND l.plan_id = p.plan_id
WHERE p.reverses IS NULL ORDER BY p.posting_id;

INSERT INTO entry (kind, debit, credit, amount_cents, plan_number, check_id, posting_id, reverses, day, made_at,
                   made_by, program)
SELECT 'applied', 'receivable', 'unapplied', e.amount_cents, e.plan_number, e.check_id, p.posting_id, e.entry_id,
       substr(p.posted_at, 1, 10), p.posted_at, p.posted_by, 'migration 2'
FROM posting p JOIN entry e ON e.posting_id = p.reverses
WHERE p.reverses IS NOT NULL ORDER BY p.posting_id;

-- Bills that were loaded before are taken to know nothing of these payments: what the last load left open stays open.
)sql";

constexpr const char* kMoneyTriggers = R"sql(
CREATE TRIGGER entry_received_once BEFORE INSERT ON entry
WHEN NEW.kind = 'received' AND NEW.reverses IS NULL AND EXISTS (
    SELECT 1 FROM live_entry e WHERE e.check_id = NEW.check_id AND e.kind = 'received')
BEGIN
    SELECT RAISE(ABORT, 'a check is received once');
END;

CREATE TRIGGER entry_within_receipt BEFORE INSERT ON entry
WHEN NEW.debit = 'unapplied' AND NEW.amount_cents > (
    SELECT COALESCE(SUM(CASE WHEN e.credit = 'unapplied' THEN e.amount_cents ELSE -e.amount_cents END), 0)
    FROM entry e WHERE e.check_id = NEW.check_id AND 'unapplied' IN (e.debit, e.credit))
BEGIN
    SELECT RAISE(ABORT, 'no more leaves a check than it brought');
END;

CREATE TRIGGER entry_within_credit BEFORE INSERT ON entry
WHEN NEW.debit = 'credits' AND NEW.reverses IS NULL AND NEW.amount_cents > (
    SELECT COALESCE(SUM(CASE WHEN e.credit = 'credits' THEN e.amount_cents ELSE -e.amount_cents END), 0)
    FROM entry e WHERE e.plan_number = NEW.plan_number AND 'credits' IN (e.debit, e.credit))
BEGIN
    SELECT RAISE(ABORT, 'no more credit is used than a plan has');
END;

CREATE TRIGGER entry_reversal_mirrors BEFORE INSERT ON entry
WHEN NEW.reverses IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM live_entry e
    WHERE e.entry_id = NEW.reverses AND e.kind = NEW.kind AND e.debit = NEW.credit AND e.credit = NEW.debit
      AND e.amount_cents = NEW.amount_cents AND e.plan_number IS NEW.plan_number AND e.check_id IS NEW.check_id)
BEGIN
    SELECT RAISE(ABORT, 'a reversal mirrors a live entry');
END;

CREATE TRIGGER entry_follows_posting BEFORE INSERT ON entry
WHEN NEW.posting_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM posting p JOIN plan l ON l.billing_account = p.billing_account AND l.plan_id = p.plan_id
    WHERE p.posting_id = NEW.posting_id AND p.check_id = NEW.check_id AND l.plan_number = NEW.plan_number
      AND (p.reverses IS NULL) = (NEW.reverses IS NULL)
      AND abs(p.amount_cents) >= NEW.amount_cents +
          (SELECT COALESCE(SUM(e.amount_cents), 0) FROM entry e WHERE e.posting_id = NEW.posting_id))
BEGIN
    SELECT RAISE(ABORT, 'entries of a posting move its money and no more');
END;

DROP TRIGGER posting_one_live_per_instrument;
CREATE TRIGGER posting_one_live_per_instrument BEFORE INSERT ON posting
WHEN NEW.reverses IS NULL AND (EXISTS (
    SELECT 1
    FROM check_now mine
    JOIN check_item other ON other.instrument_key = mine.instrument_key
    JOIN check_now others ON others.check_id = other.check_id AND others.instrument_key = mine.instrument_key
    JOIN live_posting l ON l.check_id = other.check_id
    WHERE mine.check_id = NEW.check_id AND l.check_id <> NEW.check_id
      AND (mine.instrument_kind = 'money_order' OR l.amount_cents = NEW.amount_cents)) OR EXISTS (
    SELECT 1
    FROM check_now mine
    JOIN check_facts other ON other.instrument_key = mine.instrument_key
    JOIN check_now others ON others.check_id = other.check_id AND others.instrument_key = mine.instrument_key
    JOIN live_posting l ON l.check_id = other.check_id
    WHERE mine.check_id = NEW.check_id AND l.check_id <> NEW.check_id
      AND (mine.instrument_kind = 'money_order' OR l.amount_cents = NEW.amount_cents)))
BEGIN
    SELECT RAISE(ABORT, 'an instrument has at most one live posting');
END;

DROP TRIGGER posting_needs_instrument;
CREATE TRIGGER posting_needs_instrument BEFORE INSERT ON posting
WHEN EXISTS (SELECT 1 FROM check_now n WHERE n.check_id = NEW.check_id AND n.instrument_key IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a check without its numbers cannot post');
END;
)sql";

constexpr const char* kLifeTriggers = R"sql(
DROP TRIGGER batch_changes_state_only;
CREATE TRIGGER batch_changes_state_only BEFORE UPDATE OF batch_id, name, fingerprint, lockbox, received, scanner, pages,
    control_pages, control_checks, control_total_cents, begun_at, deposit_date ON batch
BEGIN
    SELECT RAISE(ABORT, 'of a batch only its state changes');
END;

CREATE TRIGGER batch_closes_once BEFORE UPDATE ON batch
WHEN OLD.closed_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a closed batch does not change');
END;

CREATE TRIGGER batch_closes_when_done BEFORE UPDATE OF closed_at ON batch
WHEN NEW.closed_at IS NOT NULL AND (NEW.finished_at IS NULL OR EXISTS (
    SELECT 1 FROM review_item i JOIN envelope e ON e.envelope_id = i.envelope_id
    WHERE e.batch_id = NEW.batch_id AND i.state = 'open'))
BEGIN
    SELECT RAISE(ABORT, 'a batch closes when it is read and nothing of it waits');
END;

CREATE TRIGGER closed_batch_takes_no_envelope BEFORE INSERT ON envelope
WHEN EXISTS (SELECT 1 FROM batch b WHERE b.batch_id = NEW.batch_id AND b.closed_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a closed batch does not change');
END;

CREATE TRIGGER closed_batch_takes_no_decision BEFORE INSERT ON decision
WHEN NEW.source IN ('process', 'review') AND EXISTS (
    SELECT 1 FROM envelope e JOIN batch b ON b.batch_id = e.batch_id
    WHERE e.envelope_id = NEW.envelope_id AND b.closed_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a closed batch does not change');
END;

CREATE TRIGGER closed_batch_opens_no_item BEFORE INSERT ON review_item
WHEN EXISTS (SELECT 1 FROM envelope e JOIN batch b ON b.batch_id = e.batch_id
             WHERE e.envelope_id = NEW.envelope_id AND b.closed_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a closed batch does not change');
END;

CREATE TRIGGER closed_batch_keeps_its_receipts BEFORE INSERT ON entry
WHEN NEW.kind = 'received' AND EXISTS (
    SELECT 1 FROM check_item c JOIN envelope e ON e.envelope_id = c.envelope_id
    JOIN batch b ON b.batch_id = e.batch_id WHERE c.check_id = NEW.check_id AND b.closed_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a closed batch does not change');
END;

CREATE TRIGGER resolution_of_open_item BEFORE INSERT ON resolution
WHEN NEW.act <> 'undo' AND NOT EXISTS (
    SELECT 1 FROM review_item i WHERE i.review_id = NEW.review_id AND i.state = 'open')
BEGIN
    SELECT RAISE(ABORT, 'an item that is settled is settled');
END;

CREATE TRIGGER resolution_seconds_another BEFORE INSERT ON resolution
WHEN NEW.seconds IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM resolution r
    WHERE r.resolution_id = NEW.seconds AND r.review_id = NEW.review_id AND r.standing = 'first'
      AND r.resolved_by <> NEW.resolved_by AND r.act = NEW.act AND r.plan_id IS NEW.plan_id
      AND r.billing_account IS NEW.billing_account AND r.amount_cents IS NEW.amount_cents AND r.fields = NEW.fields)
BEGIN
    SELECT RAISE(ABORT, 'a second person decides the same as the first');
END;

CREATE TRIGGER resolution_undoes_final BEFORE INSERT ON resolution
WHEN NEW.undoes IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM resolution r
    WHERE r.resolution_id = NEW.undoes AND r.review_id = NEW.review_id AND r.standing = 'final' AND r.act <> 'undo')
BEGIN
    SELECT RAISE(ABORT, 'an undo undoes what had effect');
END;

CREATE TRIGGER claim_of_open_item BEFORE INSERT ON claim
WHEN NOT EXISTS (SELECT 1 FROM review_item i WHERE i.review_id = NEW.review_id AND i.state = 'open')
BEGIN
    SELECT RAISE(ABORT, 'an item that is settled is settled');
END;
)sql";

std::string sides_rule() {
    std::string rule;
    for (const EntrySides& sides : entry_sides()) {
        rule += "        WHEN '" + std::string(to_word(sides.kind)) + "' THEN '" + std::string(to_word(sides.debit)) +
                " " + std::string(to_word(sides.credit)) + "'\n";
    }
    return rule;
}

std::string kept() {
    std::string sql =
        append_only("entry", "entry_id = NEW.entry_id OR reverses = NEW.reverses") +
        append_only("plan_event", "plan_event_id = NEW.plan_event_id OR posting_id = NEW.posting_id") +
        append_only("image_purge", "image_purge_id = NEW.image_purge_id OR sha256 = NEW.sha256") +
        append_only("resolution", "resolution_id = NEW.resolution_id OR seconds = NEW.seconds OR undoes = NEW.undoes") +
        append_only("check_facts", "check_facts_id = NEW.check_facts_id") +
        append_only("page_reading", "page_reading_id = NEW.page_reading_id");
    return sql;
}

}  // namespace

std::string schema_002() {
    return std::string(kColumns) + kEntryBegin + sides_rule() + kEntryEnd + kPeople + kMoneySoFar + kMoneyTriggers +
           kLifeTriggers + kept();
}

}  // namespace lockbox

// The first tables. What must never happen is impossible here already, whatever a program above gets wrong: a second
// live posting of one check or of one instrument, a second plan for one check, a posting without its decision, a page
// in two envelopes, an edited or deleted page, decision, posting or audit row.

#include <string>
#include <vector>

#include "ledger/decision.h"
#include "ledger/schema.h"

namespace lockbox {
namespace {

constexpr const char* kAccounts = R"sql(
CREATE TABLE migration (
    number      INTEGER PRIMARY KEY CHECK (number > 0),
    name        TEXT NOT NULL CHECK (name <> ''),
    applied_at  TEXT NOT NULL CHECK (applied_at LIKE '____-__-__T__:__:__.___Z'),
    program     TEXT NOT NULL
) STRICT;

CREATE TABLE account_load (
    account_load_id INTEGER PRIMARY KEY,
    file_name       TEXT NOT NULL,
    digest          TEXT NOT NULL CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
    added           INTEGER NOT NULL CHECK (added >= 0),
    changed         INTEGER NOT NULL CHECK (changed >= 0),
    unchanged       INTEGER NOT NULL CHECK (unchanged >= 0),
    closed          INTEGER NOT NULL CHECK (closed >= 0),
    loaded_at       TEXT NOT NULL CHECK (loaded_at LIKE '____-__-__T__:__:__.___Z'),
    loaded_by       TEXT NOT NULL,
    program         TEXT NOT NULL
) STRICT;

-- The latest row of each plan. A load writes its own row last: the reference is checked at the commit.
CREATE TABLE plan (
    plan_number           INTEGER PRIMARY KEY,
    billing_account       TEXT NOT NULL CHECK (length(billing_account) = 9 AND billing_account NOT GLOB '*[^0-9]*'),
    plan_id               TEXT NOT NULL CHECK (length(plan_id) BETWEEN 1 AND 40),
    member_id             TEXT NOT NULL CHECK (length(member_id) = 12 AND member_id NOT GLOB '*[^0-9]*'),
    enrollment_id         TEXT NOT NULL CHECK (length(enrollment_id) = 13 AND enrollment_id NOT GLOB '*[^0-9]*'),
    first_name            TEXT NOT NULL,
    last_name             TEXT NOT NULL,
    address               TEXT NOT NULL,
    city                  TEXT NOT NULL,
    state                 TEXT NOT NULL,
    zip                   TEXT NOT NULL,
    plan_kind             TEXT NOT NULL CHECK (plan_kind IN ('health', 'dental')),
    insurer               TEXT NOT NULL CHECK (insurer <> ''),
    plan_name             TEXT NOT NULL,
    status                TEXT NOT NULL CHECK (status IN ('active', 'pending', 'terminated', 'closed')),
    monthly_premium_cents INTEGER NOT NULL CHECK (monthly_premium_cents BETWEEN 0 AND 100000000),
    amount_due_cents      INTEGER NOT NULL CHECK (amount_due_cents BETWEEN -100000000 AND 100000000),
    invoice_number        TEXT NOT NULL CHECK (length(invoice_number) = 10 AND invoice_number NOT GLOB '*[^0-9]*'),
    invoice_date          TEXT NOT NULL CHECK (invoice_date LIKE '____-__-__'),
    coverage_month        TEXT NOT NULL CHECK (coverage_month LIKE '____-__'),
    due_date              TEXT NOT NULL CHECK (due_date LIKE '____-__-__'),
    account_load_id       INTEGER NOT NULL REFERENCES account_load DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (billing_account, plan_id)
) STRICT;

CREATE TABLE reason (
    word        TEXT NOT NULL PRIMARY KEY,
    precedence  INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kBatches = R"sql(
CREATE TABLE image (
    sha256      TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    size_bytes  INTEGER NOT NULL CHECK (size_bytes >= 0),
    media_type  TEXT NOT NULL CHECK (media_type LIKE '_%/_%')
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
    batch_id            INTEGER PRIMARY KEY,
    name                TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
    fingerprint         TEXT NOT NULL UNIQUE CHECK (length(fingerprint) = 64),
    lockbox             TEXT NOT NULL,
    received            TEXT NOT NULL CHECK (received LIKE '____-__-__'),
    scanner             TEXT NOT NULL,
    pages               INTEGER NOT NULL CHECK (pages > 0),
    control_pages       INTEGER CHECK (control_pages >= 0),
    control_checks      INTEGER CHECK (control_checks >= 0),
    control_total_cents INTEGER CHECK (control_total_cents >= 0),
    state               TEXT NOT NULL CHECK (state IN ('in_progress', 'balanced', 'out_of_balance', 'unproven')),
    begun_at            TEXT NOT NULL CHECK (begun_at LIKE '____-__-__T__:__:__.___Z'),
    finished_at         TEXT CHECK (finished_at LIKE '____-__-__T__:__:__.___Z'),
    CHECK ((state = 'in_progress') = (finished_at IS NULL))
) STRICT;

-- A transaction of the batch.
CREATE TABLE envelope (
    envelope_id INTEGER PRIMARY KEY,
    batch_id    INTEGER NOT NULL REFERENCES batch,
    number      INTEGER NOT NULL CHECK (number > 0),
    recorded_at TEXT NOT NULL CHECK (recorded_at LIKE '____-__-__T__:__:__.___Z'),
    UNIQUE (batch_id, number),
    UNIQUE (envelope_id, batch_id)
) STRICT;

CREATE TABLE page (
    page_id     INTEGER PRIMARY KEY,
    envelope_id INTEGER NOT NULL,
    batch_id    INTEGER NOT NULL,
    position    INTEGER NOT NULL CHECK (position > 0),
    sequence    INTEGER NOT NULL CHECK (sequence > 0),
    kind        TEXT NOT NULL
                CHECK (kind IN ('check', 'money_order', 'coupon', 'letter', 'envelope', 'blank', 'other')),
    disposition TEXT NOT NULL CHECK (disposition IN ('filed', 'review', 'check')),
    front_image TEXT REFERENCES image,
    front_frame INTEGER CHECK (front_frame >= 0),
    back_image  TEXT REFERENCES image,
    back_frame  INTEGER CHECK (back_frame >= 0),
    reading     TEXT NOT NULL CHECK (reading LIKE '{%}'),
    UNIQUE (batch_id, sequence),
    UNIQUE (envelope_id, position),
    UNIQUE (page_id, envelope_id),
    FOREIGN KEY (envelope_id, batch_id) REFERENCES envelope (envelope_id, batch_id),
    CHECK ((front_image IS NULL) = (front_frame IS NULL) AND (back_image IS NULL) = (back_frame IS NULL)),
    CHECK (kind NOT IN ('check', 'money_order') OR disposition = 'check')
) STRICT;

CREATE TABLE page_reason (
    page_id INTEGER NOT NULL REFERENCES page,
    reason  TEXT NOT NULL REFERENCES reason,
    PRIMARY KEY (page_id, reason)
) STRICT, WITHOUT ROWID;

-- A check or money order as it was read. The amount that counts is that of its latest decision.
CREATE TABLE check_item (
    check_id        INTEGER PRIMARY KEY,
    page_id         INTEGER NOT NULL UNIQUE,
    envelope_id     INTEGER NOT NULL,
    amount_cents    INTEGER CHECK (amount_cents >= 0),
    routing         TEXT CHECK (length(routing) = 9 AND routing NOT GLOB '*[^0-9]*'),
    account         TEXT CHECK (account <> ''),
    number          TEXT CHECK (number <> ''),
    check_date      TEXT CHECK (check_date LIKE '____-__-__'),
    instrument_kind TEXT CHECK (instrument_kind IN ('check', 'money_order')),
    instrument_key  TEXT CHECK (instrument_key <> ''),
    FOREIGN KEY (page_id, envelope_id) REFERENCES page (page_id, envelope_id),
    CHECK ((instrument_kind IS NULL) = (instrument_key IS NULL))
) STRICT;
CREATE INDEX check_by_instrument ON check_item (instrument_key) WHERE instrument_key IS NOT NULL;
CREATE INDEX check_by_envelope ON check_item (envelope_id);
)sql";

constexpr const char* kDecisions = R"sql(
-- All that was ever decided, of a check or (check_id NULL) of the pages of an envelope that carry no money.
CREATE TABLE decision (
    decision_id     INTEGER PRIMARY KEY,
    envelope_id     INTEGER NOT NULL REFERENCES envelope,
    check_id        INTEGER REFERENCES check_item,
    outcome         TEXT NOT NULL CHECK (outcome IN ('posted', 'review', 'filed')),
    billing_account TEXT CHECK (length(billing_account) = 9 AND billing_account NOT GLOB '*[^0-9]*'),
    plan_id         TEXT CHECK (length(plan_id) BETWEEN 1 AND 40),
    amount_cents    INTEGER CHECK (amount_cents >= 0),
    confidence      REAL CHECK (confidence BETWEEN 0.0 AND 1.0),
    evidence        TEXT NOT NULL CHECK (evidence LIKE '{%}'),
    program         TEXT NOT NULL,
    decided_by      TEXT NOT NULL,
    decided_at      TEXT NOT NULL CHECK (decided_at LIKE '____-__-__T__:__:__.___Z'),
    UNIQUE (decision_id, check_id),
    FOREIGN KEY (billing_account, plan_id) REFERENCES plan (billing_account, plan_id),
    CHECK (CASE WHEN check_id IS NULL THEN outcome IN ('review', 'filed') ELSE outcome IN ('posted', 'review') END),
    CHECK (check_id IS NOT NULL OR amount_cents IS NULL),
    CHECK (outcome <> 'posted' OR
           (billing_account IS NOT NULL AND plan_id IS NOT NULL AND amount_cents IS NOT NULL))
) STRICT;
CREATE INDEX decision_by_check ON decision (check_id, decision_id) WHERE check_id IS NOT NULL;
CREATE INDEX decision_by_envelope ON decision (envelope_id, decision_id) WHERE check_id IS NULL;

CREATE TABLE decision_reason (
    decision_id INTEGER NOT NULL REFERENCES decision,
    reason      TEXT NOT NULL REFERENCES reason,
    PRIMARY KEY (decision_id, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_by_reason ON decision_reason (reason, decision_id);

-- Money on a plan. A correction is a row of the opposite amount that names the row it reverses.
CREATE TABLE posting (
    posting_id      INTEGER PRIMARY KEY,
    check_id        INTEGER NOT NULL REFERENCES check_item,
    decision_id     INTEGER NOT NULL,
    billing_account TEXT NOT NULL,
    plan_id         TEXT NOT NULL,
    amount_cents    INTEGER NOT NULL,
    reverses        INTEGER REFERENCES posting,
    posted_at       TEXT NOT NULL CHECK (posted_at LIKE '____-__-__T__:__:__.___Z'),
    posted_by       TEXT NOT NULL,
    program         TEXT NOT NULL,
    FOREIGN KEY (decision_id, check_id) REFERENCES decision (decision_id, check_id),
    FOREIGN KEY (billing_account, plan_id) REFERENCES plan (billing_account, plan_id),
    CHECK (CASE WHEN reverses IS NULL THEN amount_cents > 0 ELSE amount_cents < 0 END)
) STRICT;
-- Partial, so that nobody looks for the postings that reverse nothing, which are nearly all, by this index.
CREATE UNIQUE INDEX posting_reversed_once ON posting (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX posting_by_check ON posting (check_id);
CREATE INDEX posting_by_plan ON posting (billing_account, plan_id);

CREATE TABLE review_item (
    review_id   INTEGER PRIMARY KEY,
    envelope_id INTEGER NOT NULL REFERENCES envelope,
    check_id    INTEGER REFERENCES check_item,
    decision_id INTEGER NOT NULL UNIQUE REFERENCES decision,
    state       TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    opened_at   TEXT NOT NULL CHECK (opened_at LIKE '____-__-__T__:__:__.___Z'),
    closed_at   TEXT CHECK (closed_at LIKE '____-__-__T__:__:__.___Z'),
    CHECK ((state = 'open') = (closed_at IS NULL))
) STRICT;
CREATE INDEX review_open ON review_item (review_id) WHERE state = 'open';
CREATE INDEX review_by_envelope ON review_item (envelope_id);
CREATE UNIQUE INDEX review_one_open_per_check ON review_item (check_id) WHERE state = 'open' AND check_id IS NOT NULL;
CREATE UNIQUE INDEX review_one_open_per_envelope ON review_item (envelope_id)
    WHERE state = 'open' AND check_id IS NULL;

CREATE TABLE audit (
    audit_id      INTEGER PRIMARY KEY,
    at            TEXT NOT NULL CHECK (at LIKE '____-__-__T__:__:__.___Z'),
    author        TEXT NOT NULL,
    program       TEXT NOT NULL,
    action        TEXT NOT NULL CHECK (action <> ''),
    subject       TEXT NOT NULL,
    detail        TEXT NOT NULL CHECK (detail LIKE '{%}'),
    previous_hash TEXT NOT NULL UNIQUE CHECK (length(previous_hash) = 64),
    hash          TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;

CREATE VIEW live_posting AS
SELECT p.posting_id, p.check_id, p.billing_account, p.plan_id, p.amount_cents
FROM posting p
WHERE p.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM posting r WHERE r.reverses = p.posting_id);

-- Each check as it stands: what was read, and the latest decision.
CREATE VIEW check_now AS
SELECT c.check_id, c.page_id, c.envelope_id, c.routing, c.account, c.number, c.check_date, d.decision_id, d.outcome,
       d.billing_account, d.plan_id, d.amount_cents, d.confidence
FROM check_item c
JOIN decision d ON d.decision_id = (SELECT MAX(e.decision_id) FROM decision e WHERE e.check_id = c.check_id);
)sql";

constexpr const char* kPostingTriggers = R"sql(
CREATE TRIGGER posting_one_live_per_check BEFORE INSERT ON posting
WHEN NEW.reverses IS NULL AND EXISTS (SELECT 1 FROM live_posting l WHERE l.check_id = NEW.check_id)
BEGIN
    SELECT RAISE(ABORT, 'a check has at most one live posting');
END;

CREATE TRIGGER posting_one_live_per_instrument BEFORE INSERT ON posting
WHEN NEW.reverses IS NULL AND EXISTS (
    SELECT 1
    FROM check_item mine
    JOIN check_item other ON other.instrument_key = mine.instrument_key
    JOIN live_posting l ON l.check_id = other.check_id
    WHERE mine.check_id = NEW.check_id
      AND (mine.instrument_kind = 'money_order' OR l.amount_cents = NEW.amount_cents))
BEGIN
    SELECT RAISE(ABORT, 'an instrument has at most one live posting');
END;

CREATE TRIGGER posting_needs_instrument BEFORE INSERT ON posting
WHEN EXISTS (SELECT 1 FROM check_item c WHERE c.check_id = NEW.check_id AND c.instrument_key IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a check without its numbers cannot post');
END;

CREATE TRIGGER posting_follows_decision BEFORE INSERT ON posting
WHEN NEW.reverses IS NULL AND NOT EXISTS (
    SELECT 1 FROM check_now c
    WHERE c.check_id = NEW.check_id AND c.decision_id = NEW.decision_id AND c.outcome = 'posted'
      AND c.billing_account = NEW.billing_account AND c.plan_id = NEW.plan_id AND c.amount_cents = NEW.amount_cents)
BEGIN
    SELECT RAISE(ABORT, 'a posting repeats the latest decision of its check');
END;

CREATE TRIGGER posting_reversal_mirrors BEFORE INSERT ON posting
WHEN NEW.reverses IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM live_posting l
    WHERE l.posting_id = NEW.reverses AND l.check_id = NEW.check_id AND l.billing_account = NEW.billing_account
      AND l.plan_id = NEW.plan_id AND l.amount_cents = -NEW.amount_cents)
BEGIN
    SELECT RAISE(ABORT, 'a reversal mirrors a live posting');
END;

CREATE TRIGGER check_on_money_page BEFORE INSERT ON check_item
WHEN NOT EXISTS (SELECT 1 FROM page p WHERE p.page_id = NEW.page_id AND p.disposition = 'check')
BEGIN
    SELECT RAISE(ABORT, 'a check lies on a page whose disposition is check');
END;

CREATE TRIGGER batch_changes_state_only BEFORE UPDATE OF batch_id, name, fingerprint, lockbox, received, scanner, pages,
    control_pages, control_checks, control_total_cents, begun_at ON batch
BEGIN
    SELECT RAISE(ABORT, 'of a batch only its state changes');
END;

CREATE TRIGGER plan_keeps_its_key BEFORE UPDATE OF plan_number, billing_account, plan_id ON plan
BEGIN
    SELECT RAISE(ABORT, 'a plan keeps its key');
END;

CREATE TRIGGER review_item_closes_only BEFORE UPDATE ON review_item
WHEN OLD.state <> 'open' OR NEW.state <> 'closed' OR
     (NEW.review_id, NEW.envelope_id, NEW.check_id, NEW.decision_id, NEW.opened_at)
     IS NOT (OLD.review_id, OLD.envelope_id, OLD.check_id, OLD.decision_id, OLD.opened_at)
BEGIN
    SELECT RAISE(ABORT, 'a review item only closes');
END;
)sql";

std::string never(const std::string& table, const std::string& act) {
    return "CREATE TRIGGER " + table + "_no_" + act + " BEFORE " + act + " ON " + table +
           " BEGIN SELECT RAISE(ABORT, 'rows of " + table + " are never changed or deleted'); END;\n";
}

// INSERT OR REPLACE deletes the row in its way without asking a DELETE trigger on connections that do not have
// recursive_triggers on; `clash` is the condition under which there is a row in the way.
std::string no_replace(const std::string& table, const std::string& clash) {
    return "CREATE TRIGGER " + table + "_no_replace BEFORE INSERT ON " + table + " WHEN EXISTS (SELECT 1 FROM " +
           table + " WHERE " + clash + ") BEGIN SELECT RAISE(ABORT, 'rows of " + table +
           " are never replaced'); END;\n";
}

struct Kept {
    std::string table;
    std::string clash;  ///< over its primary key and its other unique keys
};

std::string kept_rows() {
    const std::vector<Kept> tables = {
        {"migration", "number = NEW.number"},
        {"account_load", "account_load_id = NEW.account_load_id"},
        {"reason", "word = NEW.word OR precedence = NEW.precedence"},
        {"image", "sha256 = NEW.sha256"},
        {"envelope", "envelope_id = NEW.envelope_id OR (batch_id = NEW.batch_id AND number = NEW.number)"},
        {"page",
         "page_id = NEW.page_id OR (batch_id = NEW.batch_id AND sequence = NEW.sequence) OR "
         "(envelope_id = NEW.envelope_id AND position = NEW.position)"},
        {"page_reason", "page_id = NEW.page_id AND reason = NEW.reason"},
        {"check_item", "check_id = NEW.check_id OR page_id = NEW.page_id"},
        {"decision", "decision_id = NEW.decision_id"},
        {"decision_reason", "decision_id = NEW.decision_id AND reason = NEW.reason"},
        {"posting", "posting_id = NEW.posting_id OR reverses = NEW.reverses"},
        {"audit", "audit_id = NEW.audit_id OR hash = NEW.hash OR previous_hash = NEW.previous_hash"},
    };
    std::string sql;
    for (const Kept& kept : tables) sql += append_only(kept.table, kept.clash);
    // Rows that change, but never go.
    sql += never("plan", "DELETE");
    sql += never("batch", "DELETE") +
           no_replace("batch", "batch_id = NEW.batch_id OR name = NEW.name OR fingerprint = NEW.fingerprint");
    sql += never("review_item", "DELETE") +
           no_replace("review_item",
                      "review_id = NEW.review_id OR decision_id = NEW.decision_id OR (state = 'open' AND "
                      "envelope_id = NEW.envelope_id AND check_id IS NEW.check_id)");
    return sql;
}

std::string reasons() {
    std::string sql;
    for (const Reason reason : all_reasons()) {
        sql += "INSERT INTO reason (word, precedence) VALUES ('" + std::string(to_word(reason)) + "', " +
               std::to_string(static_cast<int>(reason)) + ");\n";
    }
    return sql;
}

}  // namespace

std::string append_only(const std::string& table, const std::string& clash) {
    return never(table, "UPDATE") + never(table, "DELETE") + no_replace(table, clash);
}

std::string schema_001() {
    return std::string(kAccounts) + kBatches + kDecisions + kPostingTriggers + kept_rows() + reasons();
}

}  // namespace lockbox

// Corrections of posted money, with who asked for them and why; a large one needs two people, as a resolution does
// (schema_002.cpp).

#include <string>

#include "ledger/schema.h"

namespace lockbox {
namespace {

constexpr const char* kCorrection = R"sql(
-- `first` is one half of a correction that needs two people: it has no effect. A return is what the payer's bank did,
-- and no decision: one person writes it down, whatever the amount.
CREATE TABLE correction (
    correction_id      INTEGER PRIMARY KEY,
    act                TEXT NOT NULL CHECK (act IN ('return', 'refund', 'refund_credit', 'move')),
    standing           TEXT NOT NULL CHECK (standing IN ('first', 'final')),
    check_id           INTEGER REFERENCES check_item,
    posting_id         INTEGER REFERENCES posting,
    plan_number        INTEGER REFERENCES plan,
    amount_cents       INTEGER NOT NULL CHECK (amount_cents > 0),
    at_stake_cents     INTEGER NOT NULL CHECK (at_stake_cents >= amount_cents),
    why                TEXT NOT NULL,
    second_above_cents INTEGER CHECK (second_above_cents >= 0),
    seconds            INTEGER UNIQUE REFERENCES correction,
    corrected_by       TEXT NOT NULL CHECK (corrected_by <> ''),
    corrected_at       TEXT NOT NULL CHECK (corrected_at LIKE '____-__-__T__:__:__.___Z'),
    program            TEXT NOT NULL,
    CHECK ((check_id IS NULL) = (act = 'refund_credit')),
    CHECK ((posting_id IS NULL) = (act = 'refund_credit')),
    CHECK ((plan_number IS NOT NULL) = (act IN ('refund_credit', 'move'))),
    CHECK (act <> 'return' OR standing = 'final'),
    CHECK (standing = 'first' OR act = 'return' OR second_above_cents IS NULL OR at_stake_cents <= second_above_cents
           OR seconds IS NOT NULL)
) STRICT;
CREATE INDEX correction_by_check ON correction (check_id) WHERE check_id IS NOT NULL;
CREATE INDEX correction_by_plan ON correction (plan_number) WHERE plan_number IS NOT NULL;
)sql";

// The audit trail tells of corrections before this schema. What each took back is the latest posting until then on the
// plan that it names.
constexpr const char* kCorrectionsSoFar = R"sql(
INSERT INTO correction (act, standing, check_id, posting_id, plan_number, amount_cents, at_stake_cents, why,
                        corrected_by, corrected_at, program)
SELECT o.act, 'final', o.check_id, p.posting_id, CASE WHEN o.act = 'move' THEN l.plan_number END, p.amount_cents,
       p.amount_cents, o.why, o.author, o.at, 'migration 8'
FROM (SELECT audit_id, at, author,
             CASE action WHEN 'check_returned' THEN 'return' WHEN 'check_refunded' THEN 'refund' ELSE 'move' END AS act,
             json_extract(detail, '$.check') AS check_id, json_extract(detail, '$.why') AS why,
             json_extract(detail, '$.before.billing_account') AS account,
             json_extract(detail, '$.before.plan_id') AS plan,
             json_extract(detail, '$.after.billing_account') AS to_account,
             json_extract(detail, '$.after.plan_id') AS to_plan
      FROM audit WHERE action IN ('check_returned', 'check_refunded', 'check_moved') AND json_valid(detail)) o
JOIN posting p ON p.posting_id = (
    SELECT MAX(q.posting_id) FROM posting q WHERE q.check_id = o.check_id AND q.reverses IS NULL
    AND q.billing_account = o.account AND q.plan_id = o.plan AND q.posted_at <= o.at)
LEFT JOIN plan l ON l.billing_account = o.to_account AND l.plan_id = o.to_plan
WHERE o.why IS NOT NULL AND (o.act <> 'move' OR l.plan_number IS NOT NULL)
ORDER BY o.audit_id;
)sql";

constexpr const char* kTriggers = R"sql(
CREATE TRIGGER correction_of_live_posting BEFORE INSERT ON correction
WHEN NEW.posting_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM live_posting l WHERE l.posting_id = NEW.posting_id AND l.check_id = NEW.check_id
      AND l.amount_cents = NEW.amount_cents)
BEGIN
    SELECT RAISE(ABORT, 'a correction takes back the live posting of its check, and all of it');
END;

CREATE TRIGGER correction_seconds_another BEFORE INSERT ON correction
WHEN NEW.seconds IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM correction c
    WHERE c.correction_id = NEW.seconds AND c.standing = 'first' AND c.corrected_by <> NEW.corrected_by
      AND c.act = NEW.act AND c.check_id IS NEW.check_id AND c.posting_id IS NEW.posting_id
      AND c.plan_number IS NEW.plan_number AND c.amount_cents = NEW.amount_cents)
BEGIN
    SELECT RAISE(ABORT, 'a second person decides the same as the first');
END;
)sql";

}  // namespace

std::string schema_008() {
    return std::string(kCorrection) + kCorrectionsSoFar + kTriggers +
           append_only("correction", "correction_id = NEW.correction_id OR seconds = NEW.seconds");
}

}  // namespace lockbox

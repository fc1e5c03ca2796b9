// For the workstation: who may sign in, where a change is a row of its own and the last one of a name counts; and the
// queue in its order, so that the next item is found without sorting what waits.

#include <string>

#include "ledger/schema.h"

namespace lockbox {

std::string schema_006() {
    return R"sql(
CREATE TABLE user_change (
    user_change_id INTEGER PRIMARY KEY,
    name           TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 32 AND name NOT GLOB '*[^a-z0-9._-]*'
                                        AND name NOT GLOB '[._-]*'),
    role           TEXT NOT NULL CHECK (role IN ('operator', 'reviewer', 'supervisor', 'auditor')),
    enabled        INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    password_hash  TEXT NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
    changed_at     TEXT NOT NULL CHECK (changed_at LIKE '____-__-__T__:__:__.___Z'),
    changed_by     TEXT NOT NULL,
    program        TEXT NOT NULL
) STRICT;
CREATE INDEX user_change_by_name ON user_change (name, user_change_id);

CREATE INDEX resolution_by_user ON resolution (resolved_by, resolution_id);

-- Follows from review_item and batch: open items, oldest first.
CREATE TABLE review_order (
    received  TEXT NOT NULL,
    review_id INTEGER NOT NULL REFERENCES review_item,
    PRIMARY KEY (received, review_id)
) STRICT, WITHOUT ROWID;

INSERT INTO review_order (received, review_id)
SELECT b.received, i.review_id FROM review_item i JOIN envelope e ON e.envelope_id = i.envelope_id
JOIN batch b ON b.batch_id = e.batch_id WHERE i.state = 'open';

CREATE TRIGGER review_order_grows AFTER INSERT ON review_item WHEN NEW.state = 'open'
BEGIN
    INSERT INTO review_order (received, review_id)
    SELECT b.received, NEW.review_id FROM envelope e JOIN batch b ON b.batch_id = e.batch_id
    WHERE e.envelope_id = NEW.envelope_id;
END;

CREATE TRIGGER review_order_shrinks AFTER UPDATE OF state ON review_item WHEN NEW.state <> 'open'
BEGIN
    DELETE FROM review_order WHERE review_id = NEW.review_id AND received =
        (SELECT b.received FROM envelope e JOIN batch b ON b.batch_id = e.batch_id
         WHERE e.envelope_id = NEW.envelope_id);
END;
)sql" + append_only("user_change", "user_change_id = NEW.user_change_id");
}

}  // namespace lockbox

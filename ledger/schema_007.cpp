// What the totals of the queue need lies beside its order, so that a large queue is added up without touching the
// rows of decisions and envelopes, which lie all over the file. Items leave the table as before (schema_006.cpp).

#include <string>

#include "ledger/schema.h"

namespace lockbox {

std::string schema_007() {
    return R"sql(
DROP TRIGGER review_order_grows;
DROP TABLE review_order;

-- Follows from review_item, decision and batch: open items, oldest first.
CREATE TABLE review_order (
    received     TEXT NOT NULL,
    review_id    INTEGER NOT NULL REFERENCES review_item,
    batch_id     INTEGER NOT NULL REFERENCES batch,
    check_id     INTEGER REFERENCES check_item,
    decision_id  INTEGER NOT NULL REFERENCES decision,
    amount_cents INTEGER,
    PRIMARY KEY (received, review_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW review_order_due AS
SELECT b.received, i.review_id, b.batch_id, i.check_id, i.decision_id, d.amount_cents
FROM review_item i JOIN decision d ON d.decision_id = i.decision_id
JOIN envelope e ON e.envelope_id = i.envelope_id JOIN batch b ON b.batch_id = e.batch_id WHERE i.state = 'open';

INSERT INTO review_order (received, review_id, batch_id, check_id, decision_id, amount_cents)
SELECT received, review_id, batch_id, check_id, decision_id, amount_cents FROM review_order_due;

CREATE TRIGGER review_order_grows AFTER INSERT ON review_item WHEN NEW.state = 'open'
BEGIN
    INSERT INTO review_order (received, review_id, batch_id, check_id, decision_id, amount_cents)
    SELECT received, review_id, batch_id, check_id, decision_id, amount_cents
    FROM review_order_due WHERE review_id = NEW.review_id;
END;
)sql";
}

}  // namespace lockbox

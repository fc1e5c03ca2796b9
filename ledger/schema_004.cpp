// A day's report asks for what belongs to the day, and not for the whole book.

#include <string>

#include "ledger/schema.h"

namespace lockbox {

std::string schema_004() {
    return R"sql(
CREATE INDEX batch_by_deposit ON batch (deposit_date);
CREATE INDEX review_by_opening ON review_item (opened_at);
CREATE INDEX review_by_closing ON review_item (closed_at) WHERE closed_at IS NOT NULL;
)sql";
}

}  // namespace lockbox

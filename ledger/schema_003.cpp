// Payer memory: which accounts a bank account has paid, asked for every check.

#include <string>

#include "ledger/schema.h"

namespace lockbox {

std::string schema_003() {
    return R"sql(
CREATE INDEX check_by_payer ON check_item (routing, account) WHERE routing IS NOT NULL AND account IS NOT NULL;
)sql";
}

}  // namespace lockbox

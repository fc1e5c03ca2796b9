// Checks are found by the bank account they are drawn on, and by numbers that a person keyed.

#include <string>

#include "ledger/schema.h"

namespace lockbox {

std::string schema_005() {
    return R"sql(
CREATE INDEX check_by_bank_account ON check_item (account) WHERE account IS NOT NULL;
CREATE INDEX facts_by_number ON check_facts (number) WHERE number IS NOT NULL;
CREATE INDEX facts_by_bank_account ON check_facts (account) WHERE account IS NOT NULL;
)sql";
}

}  // namespace lockbox

#include "ledger/batch_identity.h"

#include "ledger/sqlite.h"

namespace lockbox {

Result<bool> is_taken_otherwise(const Book& book, const BatchHeader& header) {
    return as_result([&] {
        return query_one<int>(book.connection(), "SELECT 1 FROM batch WHERE (name = ?1) <> (fingerprint = ?2) LIMIT 1",
                              header.id, header.fingerprint)
            .has_value();
    });
}

}  // namespace lockbox

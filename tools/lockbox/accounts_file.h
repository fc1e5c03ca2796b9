#pragma once
// The map of the accounts (matching/account_map.h) beside the database: made once for each load of the account file.

#include <filesystem>
#include <memory>

#include "ledger/book.h"
#include "ledger/result.h"
#include "matching/account_map.h"

namespace lockbox {

/// PATH.accounts
[[nodiscard]] std::filesystem::path accounts_file(const std::filesystem::path& database);

/// Maps the book's accounts. Where there is no map, or it is damaged, of another program's version or of accounts that
/// have changed since, it is made from the book first.
[[nodiscard]] Result<std::shared_ptr<const AccountMap>> open_accounts(const Book& book,
                                                                      const std::filesystem::path& database);

}  // namespace lockbox

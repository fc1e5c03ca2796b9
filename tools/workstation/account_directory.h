#pragma once
// The accounts as they are now, ready to be searched: mapped and indexed when they are first asked for, and again after
// each load of the account file.

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "ledger/book.h"
#include "matching/account_index.h"
#include "matching/account_search.h"
#include "tools/lockbox/config.h"

namespace lockbox {

class AccountDirectory {
  public:
    AccountDirectory(std::filesystem::path database, const Config& config);

    /// Who asks first after a load waits until it is ready.
    [[nodiscard]] Result<std::shared_ptr<const AccountMap>> map(const Book& book);
    [[nodiscard]] Result<std::shared_ptr<const AccountSearch>> search(const Book& book);

  private:
    [[nodiscard]] Result<void> refresh_map(const Book& book);

    std::filesystem::path database_;
    AccountSearch::Aliases aliases_;
    std::mutex mutex_;
    std::string state_;
    std::chrono::steady_clock::time_point looked_at_;
    std::shared_ptr<const AccountMap> map_;
    std::mutex search_mutex_;
    std::shared_ptr<const AccountSearch> search_;
};

}  // namespace lockbox

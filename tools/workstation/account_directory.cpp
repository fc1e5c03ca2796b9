#include "tools/workstation/account_directory.h"

#include "ledger/account_store.h"
#include "tools/lockbox/accounts_file.h"

namespace lockbox {
namespace {

constexpr auto kLookEvery = std::chrono::seconds(2);

}  // namespace

AccountDirectory::AccountDirectory(std::filesystem::path database, const Config& config)
    : database_(std::move(database)) {
    for (const InsurerNames& insurer : config.insurers) {
        for (const std::string& alias : insurer.aliases) aliases_.emplace_back(alias, insurer.name);
    }
}

Result<void> AccountDirectory::refresh_map(const Book& book) {
    const auto now = std::chrono::steady_clock::now();
    if (map_ && now - looked_at_ < kLookEvery) return {};
    auto state = AccountStore(book).state();
    if (!state) return state.error();
    if (!map_ || *state != state_) {
        auto mapped = open_accounts(book, database_);
        if (!mapped) return mapped.error();
        map_ = *std::move(mapped);
        state_ = *std::move(state);
    }
    looked_at_ = now;
    return {};
}

Result<std::shared_ptr<const AccountMap>> AccountDirectory::map(const Book& book) {
    const std::lock_guard lock(mutex_);
    if (Result<void> fresh = refresh_map(book); !fresh) return fresh.error();
    return map_;
}

Result<std::shared_ptr<const AccountSearch>> AccountDirectory::search(const Book& book) {
    const auto mapped = map(book);
    if (!mapped) return mapped.error();
    const std::lock_guard lock(search_mutex_);
    if (!search_ || &search_->map() != mapped->get()) {
        search_ = std::make_shared<const AccountSearch>(*mapped, aliases_);
    }
    return search_;
}

}  // namespace lockbox

#include "tools/lockbox/accounts_file.h"

#include "ledger/account_store.h"
#include "matching/account_map_builder.h"
#include "tools/lockbox/log.h"

namespace lockbox {

std::filesystem::path accounts_file(const std::filesystem::path& database) {
    return database.string() + ".accounts";
}

namespace {

/// The state of the accounts that the map was made of.
Result<std::string> make_map(const AccountStore& store, const std::filesystem::path& file) {
    const auto count = store.plan_count();
    if (!count) return count.error();
    AccountMapBuilder builder(*count);
    auto state = store.for_each([&](const Plan& plan) { builder.add(plan); });
    if (!state) return state;
    if (const auto written = builder.write(file, *state); !written) return written.error();
    log_event(LogLevel::info, "accounts_mapped",
              {{"file", file.filename().string()}, {"plans", std::to_string(*count)}});
    return state;
}

}  // namespace

Result<std::shared_ptr<const AccountMap>> open_accounts(const Book& book, const std::filesystem::path& database) {
    const std::filesystem::path file = accounts_file(database);
    const AccountStore store(book);
    const auto state = store.state();
    if (!state) return state.error();
    if (auto mapped = AccountMap::open(file, *state)) return mapped;
    const auto made_of = make_map(store, file);
    if (!made_of) return made_of.error();
    return AccountMap::open(file, *made_of);
}

}  // namespace lockbox

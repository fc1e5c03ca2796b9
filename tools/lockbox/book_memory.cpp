#include "tools/lockbox/book_memory.h"

#include "tools/lockbox/to_records.h"

namespace lockbox {

MatchContext BookMemory::context(const AccountIndex& accounts, const Policy& policy) {
    return {accounts, policy,
            [this](const InstrumentKey& key) {
                const auto seen = store_.seen(instrument_numbers(key), key.amount, envelope_);
                if (!seen) failed_ = seen.error();
                return seen.ok() && seen.value().has_value();
            },
            [this](const std::string& routing, const std::string& account) {
                std::vector<PaidBefore> paid;
                const auto memory = store_.paid_before(routing, account, envelope_);
                if (!memory) failed_ = memory.error();
                if (!memory) return paid;
                for (const PayerMemory& one : memory.value()) paid.push_back({one.billing_account, one.checks});
                return paid;
            }};
}

}  // namespace lockbox

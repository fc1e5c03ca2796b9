#include "matching/account_index.h"

#include <algorithm>

#include "matching/account_map_builder.h"

namespace lockbox {

using account_map::AmountCount;
using account_map::LastName;
using account_map::NamedAccount;

namespace {

std::shared_ptr<const AccountMap> map_of(const std::vector<Plan>& plans) {
    const std::string no_state(account_map::kStateBytes, '0');
    AccountMapBuilder builder;
    for (const Plan& plan : plans) builder.add(plan);
    return AccountMap::of(builder.bytes(no_state), no_state).value();
}

}  // namespace

AccountIndex::AccountIndex(const std::vector<Plan>& plans) : map_(map_of(plans)) {}

const Plan* AccountIndex::plan_at(std::uint32_t position) const {
    const auto [known, is_new] = found_.try_emplace(position);
    if (is_new) {
        if (std::optional<Plan> plan = map_->plan(position)) {
            known->second = std::make_unique<const Plan>(*std::move(plan));
        }
    }
    return known->second.get();
}

std::vector<const Plan*> AccountIndex::by_number(NumberKind kind, std::string_view digits) const {
    const std::optional<std::uint64_t> number = packed(kind, digits);
    if (!number) return {};
    const std::span<const std::uint64_t> numbers = map_->numbers(kind);
    std::vector<const Plan*> found;
    const auto from = std::lower_bound(numbers.begin(), numbers.end(), *number);
    for (auto at = from; at != numbers.end() && *at == *number; ++at) {
        const Plan* plan = plan_at(map_->positions(kind)[static_cast<std::size_t>(at - numbers.begin())]);
        if (plan != nullptr) found.push_back(plan);
    }
    return found;
}

std::vector<const Plan*> AccountIndex::by_billing_account(std::string_view digits) const {
    return by_number(NumberKind::billing_account, digits);
}

std::vector<const Plan*> AccountIndex::by_member_id(std::string_view digits) const {
    return by_number(NumberKind::member_id, digits);
}

std::vector<const Plan*> AccountIndex::by_enrollment_id(std::string_view digits) const {
    return by_number(NumberKind::enrollment_id, digits);
}

std::vector<const Plan*> AccountIndex::by_invoice_number(std::string_view digits) const {
    return by_number(NumberKind::invoice_number, digits);
}

std::size_t AccountIndex::count_named(std::string_view last_name, std::string_view first_name) const {
    const std::span<const LastName> names = map_->last_names();
    const auto name = std::lower_bound(
        names.begin(), names.end(), last_name,
        [&](const LastName& entry, std::string_view wanted) { return map_->text(entry.text) < wanted; });
    if (name == names.end() || map_->text(name->text) != last_name) return 0;
    const std::span<const NamedAccount> named = map_->named(static_cast<std::size_t>(name - names.begin()));
    const auto from = std::partition_point(named.begin(), named.end(), [&](const NamedAccount& entry) {
        return map_->text(entry.first_name) < first_name;
    });
    const auto to = std::partition_point(
        from, named.end(), [&](const NamedAccount& entry) { return map_->text(entry.first_name) == first_name; });
    return static_cast<std::size_t>(to - from);
}

std::size_t AccountIndex::count_amount_due(Cents amount) const {
    const std::span<const AmountCount> amounts = map_->amounts_due();
    const auto at = std::lower_bound(amounts.begin(), amounts.end(), amount.count(),
                                     [](const AmountCount& entry, std::int64_t cents) { return entry.cents < cents; });
    return at != amounts.end() && at->cents == amount.count() ? at->count : 0;
}

}  // namespace lockbox

#include "matching/account_index.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <string>

#include "matching/folded_text.h"

namespace lockbox {
namespace {

template <class Key>
std::vector<std::uint32_t> sorted_positions(const std::vector<Plan>& plans, Key key) {
    std::vector<std::uint32_t> positions(plans.size());
    std::iota(positions.begin(), positions.end(), 0U);
    std::stable_sort(positions.begin(), positions.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return key(plans[a]) < key(plans[b]); });
    return positions;
}

template <class Key>
std::vector<const Plan*> find(const std::vector<Plan>& plans, const std::vector<std::uint32_t>& positions,
                              std::string_view wanted, Key key) {
    auto at =
        std::lower_bound(positions.begin(), positions.end(), wanted,
                         [&](std::uint32_t position, std::string_view text) { return key(plans[position]) < text; });
    std::vector<const Plan*> found;
    for (; at != positions.end() && key(plans[*at]) == wanted; ++at) found.push_back(&plans[*at]);
    return found;
}

std::string_view billing_key(const Plan& plan) {
    return plan.billing_account.str();
}
std::string_view member_key(const Plan& plan) {
    return plan.member_id.str();
}
std::string_view enrollment_key(const Plan& plan) {
    return plan.enrollment_id.str();
}
std::string_view invoice_key(const Plan& plan) {
    return plan.invoice_number.str();
}

std::uint64_t name_hash(std::string_view last_name, char initial) {
    return std::hash<std::string>{}(std::string(last_name) + '|' + initial);
}

}  // namespace

AccountIndex::AccountIndex(std::vector<Plan> plans) : plans_(std::move(plans)) {
    std::stable_sort(plans_.begin(), plans_.end(),
                     [](const Plan& a, const Plan& b) { return billing_key(a) < billing_key(b); });
    by_member_ = sorted_positions(plans_, member_key);
    by_enrollment_ = sorted_positions(plans_, enrollment_key);
    by_invoice_ = sorted_positions(plans_, invoice_key);
    amounts_due_.reserve(plans_.size());
    for (const Plan& plan : plans_) amounts_due_.push_back(plan.amount_due.count());
    std::sort(amounts_due_.begin(), amounts_due_.end());
    index_names();
}

void AccountIndex::index_names() {
    for (std::uint32_t at = 0; at < plans_.size(); ++at) {
        const Plan& plan = plans_[at];
        if (at > 0 && plans_[at - 1].billing_account == plan.billing_account) continue;
        ++account_count_;
        std::vector<std::string> last_names = folded_words(plan.last_name);
        if (last_names.size() > 1) last_names.push_back(folded_joined(plan.last_name));
        const std::string first_name = folded_joined(plan.first_name);
        if (first_name.empty()) continue;
        for (const std::string& last : last_names) by_name_.push_back({name_hash(last, first_name[0]), at});
    }
    std::sort(by_name_.begin(), by_name_.end(), [](const NameKey& a, const NameKey& b) {
        return a.hash != b.hash ? a.hash < b.hash : a.position < b.position;
    });
}

std::vector<const Plan*> AccountIndex::by_billing_account(std::string_view digits) const {
    auto at = std::lower_bound(plans_.begin(), plans_.end(), digits,
                               [](const Plan& plan, std::string_view text) { return billing_key(plan) < text; });
    std::vector<const Plan*> found;
    for (; at != plans_.end() && billing_key(*at) == digits; ++at) found.push_back(&*at);
    return found;
}

std::vector<const Plan*> AccountIndex::by_member_id(std::string_view digits) const {
    return find(plans_, by_member_, digits, member_key);
}

std::vector<const Plan*> AccountIndex::by_enrollment_id(std::string_view digits) const {
    return find(plans_, by_enrollment_, digits, enrollment_key);
}

std::vector<const Plan*> AccountIndex::by_invoice_number(std::string_view digits) const {
    return find(plans_, by_invoice_, digits, invoice_key);
}

std::vector<const Plan*> AccountIndex::by_name(std::string_view last_name, char initial, std::size_t limit) const {
    const std::uint64_t wanted = name_hash(last_name, initial);
    auto at = std::lower_bound(by_name_.begin(), by_name_.end(), wanted,
                               [](const NameKey& key, std::uint64_t hash) { return key.hash < hash; });
    std::vector<const Plan*> found;
    for (; at != by_name_.end() && at->hash == wanted && found.size() < limit; ++at) {
        found.push_back(&plans_[at->position]);
    }
    return found;
}

std::size_t AccountIndex::count_amount_due(Cents amount) const {
    const auto [from, to] = std::equal_range(amounts_due_.begin(), amounts_due_.end(), amount.count());
    return static_cast<std::size_t>(to - from);
}

}  // namespace lockbox

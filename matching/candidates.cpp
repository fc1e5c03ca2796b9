#include "matching/candidates.h"

#include <algorithm>
#include <map>
#include <string>

#include "matching/folded_text.h"
#include "matching/name_search.h"

namespace lockbox {
namespace {

constexpr std::size_t kNamesakesMax = 500;   // of one last name as written
constexpr std::size_t kNearlyNamedMax = 40;  // of each last name that is nearly the written one
constexpr std::size_t kAlternativesOfNameMax = 3;
constexpr std::size_t kWordsOfNameMax = 6;

bool has_digit(std::string_view word) {
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class Candidates {
  public:
    explicit Candidates(const AccountIndex& accounts) : accounts_(accounts) {}

    void add(const Plan* plan) { by_account_.try_emplace(plan->billing_account, plan); }

    void add_by_identifier(const LocatedIdentifier& located) {
        for (const IdentifierHit& hit : located.hits) add(hit.plan);
    }

    // Any word may be the last name, alone or with the next ("garcia lopez"); any other word may be the first name.
    void add_by_name(const TextReading& reading) {
        const std::size_t count = std::min(reading.alternatives.size(), kAlternativesOfNameMax);
        for (std::size_t i = 0; i < count; ++i) {
            std::vector<std::string> words = folded_words(reading.alternatives[i].value);
            std::erase_if(words, has_digit);
            words.resize(std::min(words.size(), kWordsOfNameMax));
            for (std::size_t last = 0; last < words.size(); ++last) {
                add_named(words, last, 1);
                if (words.size() > 2 && last + 1 < words.size()) add_named(words, last, 2);
            }
        }
    }

    [[nodiscard]] std::vector<const Plan*> all() const {
        std::vector<const Plan*> plans;
        for (const auto& [account, plan] : by_account_) plans.push_back(plan);
        return plans;
    }

  private:
    // Words [at, at + count) run together as the last name, the others as first names.
    void add_named(std::vector<std::string> words, std::size_t at, std::size_t count) {
        std::string last_name;
        for (std::size_t i = 0; i < count; ++i) last_name += words[at + i];
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(at),
                    words.begin() + static_cast<std::ptrdiff_t>(at + count));
        if (last_name.size() < 2 || words.empty()) return;
        const AccountMap& map = accounts_.map();
        for (const NearName& near : near_last_names(map, last_name)) {
            const bool as_written = near.edits == 0;
            const std::size_t limit = as_written ? kNamesakesMax : kNearlyNamedMax;
            for (const std::uint32_t position : accounts_named(map, near.last_name, words, as_written, limit)) {
                if (const Plan* plan = accounts_.plan_at(position)) add(plan);
            }
        }
    }

    const AccountIndex& accounts_;
    std::map<BillingAccount, const Plan*> by_account_;
};

}  // namespace

std::vector<const Plan*> find_candidates(const CheckMaterial& material, const AccountIndex& accounts) {
    Candidates candidates(accounts);
    for (const CouponClaim* claim : material.claims) {
        if (!claim->account_plans.empty()) candidates.add(claim->account_plans.front());
        candidates.add_by_name(claim->reading->subscriber_name);
    }
    for (const LocatedIdentifier& identifier : material.identifiers) candidates.add_by_identifier(identifier);
    for (const PaidBefore& paid : material.paid_before) {
        const auto plans = accounts.by_billing_account(paid.billing_account.str());
        if (!plans.empty()) candidates.add(plans.front());
    }
    candidates.add_by_name(material.check().payer_name);
    for (const TextReading* line : material.writing) candidates.add_by_name(*line);
    return candidates.all();
}

std::vector<const Plan*> find_by_name(const TextReading& text, const AccountIndex& accounts) {
    Candidates candidates(accounts);
    candidates.add_by_name(text);
    return candidates.all();
}

}  // namespace lockbox

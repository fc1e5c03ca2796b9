#include "matching/candidates.h"

#include <algorithm>
#include <map>
#include <string>

#include "matching/folded_text.h"
#include "matching/identifier_search.h"

namespace lockbox {
namespace {

constexpr std::size_t kNamesakesMax = 500;  // of one last name and initial
constexpr std::size_t kAlternativesOfNameMax = 3;
constexpr std::size_t kWordsOfNameMax = 6;

class Candidates {
  public:
    explicit Candidates(const AccountIndex& accounts) : accounts_(accounts) {}

    void add(const Plan* plan) { by_account_.try_emplace(plan->billing_account, plan); }

    void add_by_identifier(const IdentifierReading& reading) {
        for (const IdentifierHit& hit : search_identifier(reading, accounts_)) add(hit.plan);
    }

    // Any word may be the last name, alone or with the next ("garcia lopez"); any other word may start the first name.
    void add_by_name(const TextReading& reading) {
        const std::size_t count = std::min(reading.alternatives.size(), kAlternativesOfNameMax);
        for (std::size_t i = 0; i < count; ++i) {
            std::vector<std::string> words = folded_words(reading.alternatives[i].value);
            words.resize(std::min(words.size(), kWordsOfNameMax));
            for (std::size_t last = 0; last < words.size(); ++last) add_pairs(words, last);
        }
    }

    [[nodiscard]] std::vector<const Plan*> all() const {
        std::vector<const Plan*> plans;
        for (const auto& [account, plan] : by_account_) plans.push_back(plan);
        return plans;
    }

  private:
    void add_pairs(const std::vector<std::string>& words, std::size_t last) {
        for (std::size_t first = 0; first < words.size(); ++first) {
            if (first == last) continue;
            add_named(words[last], words[first][0]);
            const bool pair_is_free = last + 1 < words.size() && first != last + 1;
            if (pair_is_free) add_named(words[last] + words[last + 1], words[first][0]);
        }
    }
    void add_named(const std::string& last_name, char initial) {
        if (last_name.size() < 2) return;
        for (const Plan* plan : accounts_.by_name(last_name, initial, kNamesakesMax)) add(plan);
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
    for (const LocatedIdentifier& identifier : material.identifiers) candidates.add_by_identifier(*identifier.reading);
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

#include "matching/written_conflict.h"

#include <algorithm>

#include "matching/candidates.h"
#include "matching/identifier_search.h"
#include "matching/name_evidence.h"
#include "matching/written_words.h"

namespace lockbox {
namespace {

constexpr double kOwnNumberLikeness = 0.75;  // three digits of twelve may be lost or wrong
constexpr double kClearlyWritten = 0.8;
constexpr std::size_t kSlipsOfOneNumber = 2;  // more digits than that apart is another number

SubscriberName name_of(const Plan& plan) {
    return {plan.first_name, plan.last_name};
}

std::size_t slips(const IdentifierReading& reading, const Plan& plan) {
    const std::string_view own = identifier_of(plan, reading.kind);
    std::size_t fewest = own.size();
    for (const Alternative<std::string>& alternative : reading.digits.alternatives) {
        std::size_t different = own.size();
        if (alternative.value.size() == own.size()) {
            different = 0;
            for (std::size_t i = 0; i < own.size(); ++i) different += alternative.value[i] != own[i] ? 1U : 0U;
        }
        fewest = std::min(fewest, different);
    }
    return fewest;
}

bool explains(const Plan& account, const TextReading& line, const InsurersWritten& insurers) {
    const Alternative<std::string>* best = line.best();
    if (line.presence != Presence::read || best == nullptr) return false;
    if (!says_who(line, insurers) && !looks_like_a_number(best->value)) return true;
    if (looks_like_a_number(best->value)) return number_likeness(best->value, account) >= kOwnNumberLikeness;
    return compare_name(line, name_of(account), Lettering::handwritten) >= NameVerdict::partly;
}

bool hits_another(const IdentifierReading& reading, const Plan& account, const AccountIndex& accounts) {
    if (slips(reading, account) == 0) return false;
    const std::vector<IdentifierHit> hits = search_identifier(reading, accounts);
    return std::any_of(hits.begin(), hits.end(), [](const IdentifierHit& hit) { return hit.exact; });
}

// A number that the coupon's account could hardly have become, read clearly or standing in the account file.
bool names_another(const IdentifierReading& reading, const Plan& account, const AccountIndex& accounts) {
    if (slips(reading, account) <= kSlipsOfOneNumber) return false;
    return reading.digits.best()->probability >= kClearlyWritten || hits_another(reading, account, accounts);
}

// Lines that are nobody's name (a street, a note) contradict no coupon.
bool is_a_members_name(const TextReading& line, const AccountIndex& accounts) {
    const std::vector<const Plan*> namesakes = find_by_name(line, accounts);
    return std::any_of(namesakes.begin(), namesakes.end(), [&](const Plan* plan) {
        return compare_name(line, name_of(*plan), Lettering::handwritten) == NameVerdict::agree;
    });
}

}  // namespace

bool has_unexplained_writing(const CheckMaterial& material, const Plan& account, const AccountIndex& accounts) {
    const bool strange_line =
        std::any_of(material.writing.begin(), material.writing.end(),
                    [&](const TextReading* line) { return !explains(account, *line, material.insurers); });
    const bool strange_number =
        std::any_of(material.identifiers.begin(), material.identifiers.end(), [&](const LocatedIdentifier& located) {
            return !located.on_coupon && slips(*located.reading, account) > kSlipsOfOneNumber;
        });
    return strange_line || strange_number || numbers_hit_another(material, account, accounts);
}

bool numbers_hit_another(const CheckMaterial& material, const Plan& account, const AccountIndex& accounts) {
    return std::any_of(material.identifiers.begin(), material.identifiers.end(), [&](const LocatedIdentifier& located) {
        return !located.on_coupon && hits_another(*located.reading, account, accounts);
    });
}

bool writing_names_another(const CheckMaterial& material, const Plan& account, const AccountIndex& accounts) {
    for (const LocatedIdentifier& located : material.identifiers) {
        if (!located.on_coupon && names_another(*located.reading, account, accounts)) return true;
    }
    bool another = false;
    for (const TextReading* line : material.writing) {
        if (!says_who(*line, material.insurers)) continue;
        const NameVerdict own = compare_name(*line, name_of(account), Lettering::handwritten);
        if (own >= NameVerdict::partly) return false;
        another = another || (own == NameVerdict::different && is_a_members_name(*line, accounts));
    }
    return another;
}

}  // namespace lockbox

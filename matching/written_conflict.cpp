#include "matching/written_conflict.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "matching/candidates.h"
#include "matching/evidence_weights.h"
#include "matching/folded_text.h"
#include "matching/identifier_search.h"
#include "matching/name_evidence.h"
#include "matching/written_words.h"
#include "ocr/ctc.h"
#include "ocr/lattice_code.h"

namespace lockbox {
namespace {

constexpr double kOwnNumberLikeness = 0.75;  // three digits of twelve may be lost or wrong
constexpr double kClearlyWritten = 0.8;
constexpr double kRatherWritten = 0.6, kOwnAgainstBest = 0.02;  // ... or so much, and the account's own so much less
constexpr double kFarWritten = 0.2;  // ... or so much, and nothing like the account's own number: that is no misreading
// Of 45 lines with the number of the coupon's account, some of them misread, the pixels of all but one, grouped by
// hyphens, fit one of its numbers by 24 nats or less; 26 with another's number miss it by 35 and more. What fits much better than
// that is its own, whatever an engine of print made of it.
constexpr double kMayBeNats = -10, kCannotBeNats = -30;
constexpr std::size_t kSlipsOfOneNumber = 2;  // more digits than that apart is another number

// How often a coupon lies beside a check for another account, by what is written there that the coupon's account does
// not explain. Coupons go astray on one check in two hundred, nearly always with a clear number or name beside them.
constexpr double kUnreadFigures = 3e-3;  // might be a number
constexpr double kUnreadWords = 3e-5;    // might be a name
constexpr double kNote = 1e-4;           // legible, and nobody's name
constexpr double kAllExplained = 1e-6;
constexpr std::size_t kFiguresMin = 6;           // an account's number has nine digits and more; three may be lost
constexpr std::size_t kFiguresOfANumber = 8;     // legible figures are none with fewer
constexpr std::size_t kFiguresOfALabelled = 9;   // an account's number in full; of a member's three may be lost
constexpr double kLegible = 0.6;                 // probability of its text: a digit may still be lost
constexpr std::size_t kFiguresOfASerialMin = 8;  // of the check's own number, as money orders print it on their face

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

std::size_t count_figures(std::string_view line) {
    return static_cast<std::size_t>(
        std::count_if(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

/// The check's own serial number, with a digit before or behind it that belongs to something else.
bool is_own_serial(const IdentifierReading& reading, const CheckReading& check) {
    const std::string serial = check.micr.serial.value_or("");
    if (serial.size() < kFiguresOfASerialMin) return false;
    return std::any_of(reading.digits.alternatives.begin(), reading.digits.alternatives.end(),
                       [&](const Alternative<std::string>& alternative) {
                           return alternative.value.find(serial) != std::string::npos ||
                                  serial.find(alternative.value) != std::string::npos;
                       });
}

bool hits_another(const LocatedIdentifier& located, const Plan& account) {
    if (slips(*located.reading, account) == 0) return false;
    return std::any_of(located.hits.begin(), located.hits.end(), [](const IdentifierHit& hit) { return hit.exact; });
}

// Digit for digit another account's, and read clearly: however near to the coupon's own, rule 12 makes it a person's.
bool is_clearly_anothers(const LocatedIdentifier& located, const Plan& account) {
    const Alternative<std::string>& best = *located.reading->digits.best();
    const std::string_view own = identifier_of(account, located.reading->kind);
    const auto is_own = [&](const Alternative<std::string>& one) { return one.value == own; };
    const auto& all = located.reading->digits.alternatives;
    const auto listed = std::find_if(all.begin(), all.end(), is_own);
    const double own_probability = listed == all.end() ? 0 : listed->probability;
    const bool rather = best.probability >= kRatherWritten && own_probability < kOwnAgainstBest * best.probability;
    const bool far = best.probability >= kFarWritten && slips(*located.reading, account) > kSlipsOfOneNumber;
    if ((best.probability < kClearlyWritten && !rather && !far) || is_own(best)) return false;
    return std::any_of(located.hits.begin(), located.hits.end(), [&](const IdentifierHit& hit) {
        return hit.plan->billing_account != account.billing_account &&
               identifier_of(*hit.plan, located.reading->kind) == best.value;
    });
}

// A number that the coupon's account could hardly have become, read clearly or standing in the account file.
bool names_another(const LocatedIdentifier& located, const Plan& account) {
    if (is_clearly_anothers(located, account)) return true;
    if (slips(*located.reading, account) <= kSlipsOfOneNumber) return false;
    return located.reading->digits.best()->probability >= kClearlyWritten || hits_another(located, account);
}

/// How well the line's pixels fit the best of the account's numbers, however badly they were read; nullopt where the
/// line has none.
std::optional<double> fits_own_nats(const TextReading& line, const Plan& account) {
    const auto lattice = decode_lattice(line.lattice);
    if (!lattice || lattice.value().empty()) return std::nullopt;
    const LineForTexts pixels(*lattice);
    double fits_nats = -std::numeric_limits<double>::infinity();
    for (const std::string* own :
         {&account.member_id.str(), &account.billing_account.str(), &account.enrollment_id.str()})
        fits_nats = std::max(fits_nats, pixels.log_ratio_within(*own));
    return fits_nats;
}

/// The number a line holds, without the words behind it: an insurer's letters may be digits by their looks.
std::string_view number_in(std::string_view line) {
    const std::size_t begins = std::min(line.find_first_of("0123456789"), line.size());
    for (std::size_t i = begins; i + 1 < line.size(); ++i) {
        const bool word = line[i] == ' ' && std::isalpha(static_cast<unsigned char>(line[i + 1])) != 0;
        if (word && count_figures(line.substr(begins, i - begins)) >= kFiguresOfALabelled)
            return line.substr(begins, i - begins);
    }
    return line.substr(begins);
}

/// Nothing but a number, as long as a member's ID or an enrollment's; a telephone's and a Social Security number are
/// shorter.
bool is_long_number(std::string_view text) {
    const std::size_t figures = count_figures(text);
    return (figures == 12 || figures == 13) && text.find_first_not_of("0123456789 -") == std::string_view::npos;
}

// "Acct 70956429359": a digit may be lost, but what is said to be an account's number is not this one's. Without a
// label the pixels must say so.
bool bears_anothers_number(const TextReading& line, const Plan& account) {
    constexpr std::array<std::string_view, 5> kLabels = {"acct", "account", "id", "mem", "subscriber"};
    const Alternative<std::string>* best = line.best();
    if (best == nullptr || count_figures(best->value) < kFiguresOfALabelled) return false;
    const std::size_t begins = best->value.find_first_of("0123456789");  // a label's I and D are no digits
    const std::string label = folded_joined(best->value.substr(0, begins));
    const bool labelled =
        std::any_of(kLabels.begin(), kLabels.end(), [&](std::string_view one) { return label.starts_with(one); });
    if (!labelled && !is_long_number(best->value)) return false;
    if (number_likeness(number_in(best->value), account) >= kOwnNumberLikeness) return false;
    const std::optional<double> fits_nats = fits_own_nats(line, account);
    if (fits_nats && *fits_nats > kMayBeNats) return false;
    return (labelled && best->probability >= kLegible) || (fits_nats && *fits_nats < kCannotBeNats);
}

// Lines that are nobody's name (a street, a note) contradict no coupon.
bool is_a_members_name(const TextReading& line, const AccountIndex& accounts) {
    const std::vector<const Plan*> namesakes = find_by_name(line, accounts);
    return std::any_of(namesakes.begin(), namesakes.end(), [&](const Plan* plan) {
        return compare_name(line, name_of(*plan), Lettering::handwritten) == NameVerdict::agree;
    });
}

double doubt_of_line(const TextReading& line, const Plan& account, const CheckMaterial& material,
                     const AccountIndex& accounts, const NamesSubscriber& names_subscriber) {
    const Alternative<std::string>* best = line.best();
    if (best == nullptr) return kUnreadWords;
    if (!says_who(line, material.insurers) && !looks_like_a_number(best->value)) return 0;
    if (number_likeness(number_in(best->value), account) >= kOwnNumberLikeness || names_subscriber(line)) return 0;
    const std::size_t figures = count_figures(best->value);
    const bool legible = line.sure(kClearlyWritten).has_value();
    if (figures >= kFiguresMin) return legible && figures < kFiguresOfANumber ? kNote : kUnreadFigures;
    if (is_a_members_name(line, accounts)) return learned::kCouponOfAnother;
    return legible ? kNote : kUnreadWords;
}

double doubt_of_number(const IdentifierReading& reading, const Plan& account, const CheckReading& check) {
    if (slips(reading, account) <= kSlipsOfOneNumber || is_own_serial(reading, check)) return 0;
    double probability = 0;  // that such a number stands there at all
    for (const Alternative<std::string>& alternative : reading.digits.alternatives) {
        probability += alternative.probability;
    }
    return learned::kCouponOfAnother * std::min(1.0, probability);
}

}  // namespace

double strange_writing(const CheckMaterial& material, const Plan& account, const AccountIndex& accounts,
                       const NamesSubscriber& names_subscriber) {
    double doubt = numbers_hit_another(material, account) ? learned::kCouponOfAnother : kAllExplained;
    for (const TextReading* line : material.writing) {
        doubt = std::max(doubt, doubt_of_line(*line, account, material, accounts, names_subscriber));
    }
    for (const LocatedIdentifier& located : material.identifiers) {
        if (!located.on_coupon) doubt = std::max(doubt, doubt_of_number(*located.reading, account, material.check()));
    }
    return doubt;
}

bool bears_a_strangers_number(const CheckMaterial& material, const Plan& account) {
    return std::any_of(material.identifiers.begin(), material.identifiers.end(), [&](const LocatedIdentifier& located) {
        return !located.on_coupon && is_clearly_anothers(located, account);
    });
}

bool numbers_hit_another(const CheckMaterial& material, const Plan& account) {
    return std::any_of(material.identifiers.begin(), material.identifiers.end(), [&](const LocatedIdentifier& located) {
        return !located.on_coupon && hits_another(located, account);
    });
}

bool writing_names_another(const CheckMaterial& material, const Plan& account, const AccountIndex& accounts) {
    for (const LocatedIdentifier& located : material.identifiers) {
        if (!located.on_coupon && names_another(located, account)) return true;
    }
    bool another = false;
    for (const TextReading* line : material.writing) {
        if (bears_anothers_number(*line, account)) return true;
    }
    for (const TextReading* line : material.writing) {
        if (!says_who(*line, material.insurers)) continue;
        const NameVerdict own = compare_name(*line, name_of(account), Lettering::handwritten);
        if (own >= NameVerdict::partly) return false;
        another = another || (own == NameVerdict::different && is_a_members_name(*line, accounts));
    }
    return another;
}

}  // namespace lockbox

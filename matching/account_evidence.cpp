#include "matching/account_evidence.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "matching/amount.h"
#include "matching/candidates.h"
#include "matching/evidence_weights.h"
#include "matching/folded_text.h"
#include "matching/identifier_search.h"
#include "matching/name_evidence.h"
#include "matching/name_fit.h"
#include "matching/written_conflict.h"
#include "matching/written_words.h"

namespace lockbox {
namespace {

// What is counted stands in evidence_weights.h; these are bounds and what is too rare to count, on the careful side.
constexpr double kPopulationMin = 20'000;        // a small file is a part of a world in which numbers and names recur
constexpr double kNobodyOfTheFile = 0.1;         // payers whose account is not in the file, or not found in it
constexpr double kStrangeCouponAlone = 1e-7;     // somebody else's coupon, and nothing is written that says who is paid
constexpr double kWritingSettlesNothing = 1e-5;  // beside a coupon: less doubt than this is none worth a word
constexpr double kMisreadBarcode = 1e-9;         // error correction, and two check digits of its own
constexpr double kMisreadScanLine = 1e-3;        // a reader's slips that pass MOD 97-10
constexpr double kMisreadScanLineConfirmed = 1e-8;  // ... and agree with the account's invoice or the print beside

constexpr NameLikelihood::Shares kPayer{learned::kPayerIsSubscriber, learned::kPayerOfHousehold};
constexpr NameLikelihood::Shares kNameWritten{learned::kWrittenNameIsSubscriber, learned::kWrittenNameOfHousehold};
constexpr NameLikelihood::Shares kPerhapsNameWritten{0.5, 0.1};  // a line that is nobody's name may be anything
constexpr double kPayerIsSubscriberNats = 2.0;                   // beyond singling out one person
constexpr double kWrittenNameNats = 3.0;
constexpr double kNamesSubscriberNats = 2;  // from here on a line is explained by the subscriber's name
constexpr std::size_t kPeopleAtRandom = 64;
constexpr double kNamesTogetherNatsMax = 4.5;  // what all names together say beyond singling out one person
constexpr double kOwnInsurerWritten = 0.95, kPlansOfAnAccount = 1.3;  // round figures on the careful side
constexpr double kOwnInsurerNatsMax = 2, kOtherInsurerNats = -1.5;
constexpr double kAddressNats = 1.0;
constexpr double kAddressDiffersNats = -1.0;
constexpr double kPrintedOnCouponNameNats = 6.0;
constexpr double kPrintedOnCouponDiffersNats = -6.0;

const double kAmountIsNotDueNats = std::log(1 - learned::kAmountIsDue);
constexpr double kAmountNatsMax = 7.8;  // of any amount, so many accounts owe it: one in 3,000

double population(const AccountIndex& accounts) {
    return std::max(kPopulationMin, static_cast<double>(accounts.account_count()));
}

SubscriberName name_of(const Plan& plan) {
    return {plan.first_name, plan.last_name};
}

std::string last_four(std::string_view digits) {
    return "..." + std::string(digits.substr(digits.size() - std::min<std::size_t>(4, digits.size())));
}

class Weigher {
  public:
    Weigher(const CheckMaterial& material, const AccountIndex& accounts, const std::vector<const Plan*>& candidates)
        : material_(material),
          accounts_(accounts),
          log_population_(std::log(population(accounts))),
          amounts_(amounts_by_both(material.check().courtesy_amount, material.check().legal_amount)) {
        for (const CouponClaim* claim : material_.claims) {
            double excess = 0;
            for (const Plan* plan : claim->code ? std::vector<const Plan*>{} : candidates) {
                excess = std::max(excess, print_nats(*claim, *plan) - coupon_nats_max(*claim, *plan));
            }
            print_excess_.push_back(excess);
        }
        listen_to_names(candidates);
    }

    [[nodiscard]] AccountCandidate weigh(const Plan* plan) const {
        AccountCandidate candidate;
        candidate.plan = plan;
        weigh_coupon(candidate);
        weigh_identifiers(candidate);
        weigh_names(candidate);
        weigh_insurer(candidate);
        weigh_amount_due(candidate);
        return candidate;
    }

    /// Who is none of the candidates is one of the file whose name is on no line, or, seldom, nobody of the file, or
    /// was overlooked by the search.
    [[nodiscard]] double none_nats() const {
        const double payer = payer_ ? payer_->nats_of_a_stranger(kPayer) : 0;
        double written = 0;
        for (const WrittenName& line : writing_) {
            written = std::min(written, line.likelihood.nats_of_a_stranger(shares_of(line)));
        }
        return std::log(kNobodyOfTheFile + (1 - kNobodyOfTheFile) * std::exp(std::min(0.0, payer + written)));
    }

  private:
    static void add(AccountCandidate& candidate, EvidenceSubject subject, double nats, std::string text,
                    std::optional<int> sequence, std::optional<Region> region) {
        candidate.terms.push_back({subject, nats, std::move(text), sequence, std::move(region)});
    }

    struct WrittenName {
        const TextReading* line = nullptr;
        NameLikelihood likelihood;
        bool is_a_name = false;  ///< some candidate's
    };

    static const NameLikelihood::Shares& shares_of(const WrittenName& written) {
        return written.is_a_name ? kNameWritten : kPerhapsNameWritten;
    }

    void listen_to_names(const std::vector<const Plan*>& candidates) {
        std::vector<SubscriberName> people;
        const std::size_t step = std::max<std::size_t>(1, accounts_.plan_count() / kPeopleAtRandom);
        double insured_there = 1;  // of two more, so that it is never nothing
        for (std::size_t i = step / 2; i < accounts_.plan_count(); i += step) {
            const Plan& plan = *accounts_.plan_at(static_cast<std::uint32_t>(i));
            people.push_back(name_of(plan));
            insured_there += material_.insurers.names(plan.insurer) ? 1 : 0;
        }
        insured_there_ = kPlansOfAnAccount * insured_there / static_cast<double>(people.size() + 2);
        const TextReading& payer = material_.check().payer_name;
        const auto* said = payer.best();
        if (payer.presence == Presence::read && !(said && (is_a_bank(said->value) || is_a_company(said->value)))) {
            payer_.emplace(payer, people);
        }
        for (const TextReading* line : material_.writing) {
            if (!says_who(*line, material_.insurers)) continue;
            WrittenName written{line, NameLikelihood(*line, people)};
            written.is_a_name = std::any_of(candidates.begin(), candidates.end(),
                                            [&](const Plan* plan) { return written.likelihood.names(name_of(*plan)); });
            writing_.push_back(std::move(written));
        }
    }

    [[nodiscard]] double strange_coupon(const Plan& plan) const {
        if (material_.writing.empty() && !writes_an_identifier()) return kStrangeCouponAlone;
        return strange_writing(material_, plan, accounts_, [&](const TextReading& line) {
            return std::any_of(writing_.begin(), writing_.end(), [&](const WrittenName& written) {
                return written.line == &line && written.likelihood.nats(name_of(plan), kPerhapsNameWritten,
                                                                        kNamesTogetherNatsMax) > kNamesSubscriberNats;
            });
        });
    }
    [[nodiscard]] bool writes_an_identifier() const {
        return std::any_of(material_.identifiers.begin(), material_.identifiers.end(),
                           [](const LocatedIdentifier& identifier) { return !identifier.on_coupon; });
    }

    // A scan line may be misread and still pass its check digits; then what is printed beside it does not agree.
    [[nodiscard]] double misread(const CouponClaim& claim, const Plan& plan) const {
        if (claim.code_source == CouponCodeSource::barcode) return kMisreadBarcode;
        const bool latest_bill = claim.is_stale().has_value() && !*claim.is_stale();
        const bool print_agrees = print_nats(claim, plan) > kPrintedOnCouponNameNats / 2;
        return latest_bill || print_agrees ? kMisreadScanLineConfirmed : kMisreadScanLine;
    }

    // What the labelled print of a coupon says for the account.
    [[nodiscard]] double print_nats(const CouponClaim& claim, const Plan& plan) const {
        const NameVerdict name = compare_name(claim.reading->subscriber_name, name_of(plan), Lettering::printed);
        double nats = name == NameVerdict::agree       ? kPrintedOnCouponNameNats
                      : name == NameVerdict::different ? kPrintedOnCouponDiffersNats
                                                       : 0;
        std::vector<IdentifierKind> counted;
        for (const IdentifierReading& reading : claim.reading->identifiers) {
            if (reading.digits.best() == nullptr || contains(counted, reading.kind)) continue;
            counted.push_back(reading.kind);
            nats += identifier_nats(reading, plan);
        }
        return nats;
    }
    static bool contains(const std::vector<IdentifierKind>& kinds, IdentifierKind kind) {
        return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    }

    // Code and print of a coupon are one source: together they never prove more than whose coupon it is, and a strange
    // coupon may lie in the envelope.
    [[nodiscard]] double coupon_nats_max(const CouponClaim& claim, const Plan& plan) const {
        return log_population_ - std::log(strange_coupon(plan) + (claim.code ? misread(claim, plan) : 0));
    }
    void weigh_coupon(AccountCandidate& candidate) const {
        const Plan& plan = *candidate.plan;
        for (std::size_t i = 0; i < material_.claims.size(); ++i) {
            const CouponClaim& claim = *material_.claims[i];
            const bool by_code = claim.code.has_value();
            if (by_code && claim.code->billing_account != plan.billing_account) continue;
            // What print proves beyond the bound is taken from every candidate alike, so that they keep their order.
            const double nats = by_code ? coupon_nats_max(claim, plan) : print_nats(claim, plan) - print_excess_[i];
            const std::string fits = by_code    ? "The coupon's code bills account "
                                     : nats > 0 ? "The coupon's print fits account "
                                                : "The coupon's print hardly fits account ";
            add(candidate, by_code ? EvidenceSubject::coupon_code : EvidenceSubject::identifier, nats,
                fits + last_four(plan.billing_account.str()) +
                    (strange_coupon(plan) < kWritingSettlesNothing
                         ? "; nothing on the check says otherwise"
                         : "; the check bears writing that this account does not explain"),
                claim.sequence, claim.code_region);
            return;
        }
    }

    // One number read twice (by two passes, or on face and back) proves no more than once: the best reading of each
    // kind on each page counts.
    void weigh_identifiers(AccountCandidate& candidate) const {
        for (std::size_t i = 0; i < material_.identifiers.size(); ++i) {
            const LocatedIdentifier& located = material_.identifiers[i];
            const bool repeated =
                std::any_of(material_.identifiers.begin(), material_.identifiers.begin() + i,
                            [&](const LocatedIdentifier& other) { return same_place(located, other); });
            if (!repeated && !located.on_coupon) weigh_identifier(candidate, located);
        }
    }
    static bool same_place(const LocatedIdentifier& a, const LocatedIdentifier& b) {
        return a.sequence == b.sequence && a.reading->kind == b.reading->kind;
    }
    void weigh_identifier(AccountCandidate& candidate, const LocatedIdentifier& place) const {
        double best = 0;
        const LocatedIdentifier* shown = &place;
        for (const LocatedIdentifier& located : material_.identifiers) {
            if (!same_place(located, place)) continue;
            const double nats = identifier_nats(*located.reading, *candidate.plan);
            if (nats <= best) continue;
            best = nats;
            shown = &located;
        }
        const IdentifierReading& reading = *shown->reading;
        const std::string what = std::string(reading.printed ? "The printed number " : "The written number ") +
                                 last_four(reading.digits.best()->value);
        const bool exact = reading.digits.best()->value == identifier_of(*candidate.plan, reading.kind);
        const std::string fits = exact        ? " is this account's"
                                 : best > 0.1 ? " is nearly this account's"
                                              : " is not this account's";
        add(candidate, EvidenceSubject::identifier, best, what + fits, shown->sequence, reading.digits.region);
    }
    [[nodiscard]] double identifier_nats(const IdentifierReading& reading, const Plan& plan) const {
        const double unrelated = digit_error_model(reading).unrelated;
        const double related = (1 - unrelated) * std::exp(log_likelihood(reading, identifier_of(plan, reading.kind)));
        return std::log((std::exp(log_population_) * related + unrelated) / unrelated);
    }

    [[nodiscard]] double namesakes(const Plan& plan) const {
        const std::string first = folded_joined(plan.first_name), last = folded_joined(plan.last_name);
        return first.empty() ? 1 : std::max(1.0, static_cast<double>(accounts_.count_named(last, first)));
    }

    // Who pays, and for whom, as far as names tell. See the header for why this is one bounded sum.
    void weigh_names(AccountCandidate& candidate) const {
        const Plan& plan = *candidate.plan;
        const double singled_out = log_population_ - std::log(namesakes(plan));
        const auto [written_nats, line] = written_name_nats(plan, singled_out + kWrittenNameNats);
        add(candidate, EvidenceSubject::name, written_nats,
            std::string("The subscriber's name in writing: ") + told(!writing_.empty(), written_nats),
            material_.page->sequence, line != nullptr ? line->region : std::nullopt);
        const double left = singled_out + kNamesTogetherNatsMax - std::max(0.0, written_nats);
        const double payer_nats =
            payer_ ? payer_->nats(name_of(plan), kPayer, singled_out + kPayerIsSubscriberNats) : 0;
        add(candidate, EvidenceSubject::name, std::min(payer_nats, left),
            std::string("The payer's printed name against the subscriber's: ") + told(payer_.has_value(), payer_nats),
            material_.page->sequence, material_.check().payer_name.region);
        weigh_payer_memory(candidate, std::max(0.0, std::min(payer_nats, left)));
        if (payer_ && payer_->names(name_of(plan))) weigh_address(candidate);
    }
    // A bank account and the name printed on its checks are one payer: only what memory says beyond the name counts.
    void weigh_payer_memory(AccountCandidate& candidate, double by_name_nats) const {
        if (material_.paid_before.empty()) return;
        const double nats =
            paid_before_nats(material_.paid_before, candidate.plan->billing_account, std::exp(log_population_));
        add(candidate, EvidenceSubject::instrument, nats > 0 ? std::max(0.0, nats - by_name_nats) : nats,
            nats > 0 ? "The check's bank account has paid this account before"
                     : "The check's bank account has paid other accounts before",
            material_.page->sequence, material_.check().micr.region);
    }
    static std::string told(bool written, double nats) {
        if (!written) return std::string(to_word(NameVerdict::not_written));
        if (nats < -1) return std::string(to_word(NameVerdict::different));
        if (nats < 1) return std::string(to_word(NameVerdict::not_legible));
        return std::string(to_word(nats < 5 ? NameVerdict::partly : NameVerdict::agree));
    }
    void weigh_address(AccountCandidate& candidate) const {
        if (material_.check().payer_address.empty()) return;
        const bool same = address_agrees(material_.check().payer_address, *candidate.plan);
        add(candidate, EvidenceSubject::address, same ? kAddressNats : kAddressDiffersNats,
            same ? "The payer's address is the subscriber's" : "The payer's address is not the subscriber's",
            material_.page->sequence, material_.check().payer_name.region);
    }
    // The line that speaks most for this account; where none does, the one that speaks most against it.
    [[nodiscard]] std::pair<double, const TextReading*> written_name_nats(const Plan& plan, double nats_max) const {
        std::pair<double, const TextReading*> best{0, nullptr}, worst{0, nullptr};
        for (const WrittenName& written : writing_) {
            const double nats = written.likelihood.nats(name_of(plan), shares_of(written), nats_max);
            if (nats > best.first) best = {nats, written.line};
            if (nats < worst.first) worst = {nats, written.line};
        }
        return best.first > 1 ? best : worst;
    }

    /// One insurer written: most accounts have another, the payer's own seldom (last year's, or somebody else's plan).
    void weigh_insurer(AccountCandidate& candidate) const {
        if (material_.insurers.mentions.size() != 1) return;
        const InsurersWritten::Mention& mention = material_.insurers.mentions.front();
        const std::vector<const Plan*> plans = accounts_.by_billing_account(candidate.plan->billing_account.str());
        const bool own = std::any_of(plans.begin(), plans.end(),
                                     [&](const Plan* plan) { return material_.insurers.names(plan->insurer); });
        const double nats = own ? std::log(kOwnInsurerWritten / insured_there_) : kOtherInsurerNats;
        add(candidate, EvidenceSubject::insurer, std::clamp(nats, kOtherInsurerNats, kOwnInsurerNatsMax),
            own ? "The writing names an insurer of this account" : "The writing names no insurer of this account",
            material_.page->sequence, mention.region);
    }

    /// Amounts that are due speak for an account by how few others owe them; what was read of figures and words counts
    /// as far as it is sure, and what is not listed says nothing.
    void weigh_amount_due(AccountCandidate& candidate) const {
        if (amounts_.empty()) return;
        const std::vector<const Plan*> plans = accounts_.by_billing_account(candidate.plan->billing_account.str());
        double ratio = 1;
        const Alternative<Cents>* told = &amounts_.front();
        bool due_at_all = false;
        for (const Alternative<Cents>& amount : amounts_) {
            const bool due = std::any_of(plans.begin(), plans.end(),
                                         [&](const Plan* plan) { return plan->amount_due == amount.value; });
            ratio += amount.probability * ((due ? due_ratio(amount.value) : 1 - learned::kAmountIsDue) - 1);
            if (due && !due_at_all) told = &amount;
            due_at_all = due_at_all || due;
        }
        const double nats = std::clamp(std::log(ratio), kAmountIsNotDueNats, kAmountNatsMax);
        const bool due = nats > 0;
        add(candidate, EvidenceSubject::amount, nats,
            (due ? told->value : amounts_.front().value).to_display() +
                (due ? " is exactly what this account owes for a plan" : " is not what this account owes for a plan"),
            material_.page->sequence, material_.check().courtesy_amount.region);
    }
    [[nodiscard]] double due_ratio(Cents amount) const {
        const double share = static_cast<double>(std::max<std::size_t>(1, accounts_.count_amount_due(amount))) /
                             std::max(kPopulationMin, static_cast<double>(accounts_.plan_count()));
        return std::clamp(learned::kAmountIsDue / share, 1.0, std::exp(kAmountNatsMax));
    }

    const CheckMaterial& material_;
    const AccountIndex& accounts_;
    double log_population_;
    std::vector<Alternative<Cents>> amounts_;  ///< that the check may be for
    double insured_there_ = 1;                 ///< of accounts at random, those with the insurer that is written
    std::vector<double> print_excess_;         ///< of each claim
    std::optional<NameLikelihood> payer_;
    std::vector<WrittenName> writing_;
};

}  // namespace

AccountPosterior weigh_accounts(const CheckMaterial& material, const AccountIndex& accounts) {
    const std::vector<const Plan*> plans = find_candidates(material, accounts);
    const Weigher weigher(material, accounts, plans);
    std::vector<AccountCandidate> candidates;
    for (const Plan* plan : plans) candidates.push_back(weigher.weigh(plan));
    return rank(std::move(candidates), population(accounts), weigher.none_nats());
}

}  // namespace lockbox

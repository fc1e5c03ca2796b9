#include "matching/check_decider.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "matching/account_evidence.h"
#include "matching/identifier_search.h"
#include "matching/legend_suspicion.h"
#include "matching/name_evidence.h"
#include "matching/plan_choice.h"
#include "matching/posting_rules.h"
#include "matching/written_conflict.h"
#include "matching/written_words.h"

namespace lockbox {
namespace {

// Account, amount and plan share the policy's risk: each may take what those before it left, so that together they
// stay below it, and the first two leave something.
constexpr double kAccountShare = 0.8, kAmountShare = 0.9;
constexpr double kRivalShare = 0.02;      // of the likeliest account's probability
constexpr double kLikely = 0.5;           // likelier than all others together
constexpr double kKnownSoFar = 0.9;       // what a check in review shows as known
constexpr double kConfidentlyRead = 0.9;  // an identifier of which absence in the file says something
constexpr std::size_t kCandidatesShown = 8;
constexpr double kReadByAPersonDoubt = 1e-9;

class CheckDecider {
  public:
    CheckDecider(const CheckMaterial& material, const EnvelopeFacts& envelope, const MatchContext& context)
        : m_(material), envelope_(envelope), context_(context) {}

    CheckDecision decide() {
        posterior_ = weigh_accounts(m_, context_.accounts);
        finding_ = find_account();
        if (envelope_.settled.billing_account) settle_account(*envelope_.settled.billing_account);
        if (const AccountCandidate* best = posterior_.best()) {
            plans_ = context_.accounts.by_billing_account(best->plan->billing_account.str());
        }
        amount_ = weigh_amount(amount_witnesses(), amount_risk());
        if (envelope_.settled.amount) settle_amount(*envelope_.settled.amount);
        if (!plans_.empty()) choice_ = choose_plan(plans_, m_, amount_);
        const Facts facts = gather_facts();
        CheckDecision decision = describe();
        decision.reasons = objections(facts, context_.policy);
        decision.outcome = decision.reasons.empty() ? Outcome::posted : Outcome::review;
        decision.advice = advice(decision.reasons);
        return decision;
    }

  private:
    void settle_account(const BillingAccount& account) {
        const std::vector<const Plan*> plans = context_.accounts.by_billing_account(account.str());
        posterior_.ranked.clear();
        finding_ = plans.empty() ? AccountFinding::not_found : AccountFinding::certain;
        posterior_.none_of_these = plans.empty() ? 1 : kReadByAPersonDoubt;
        if (plans.empty()) return;
        AccountCandidate candidate;
        candidate.plan = plans.front();
        candidate.probability = 1 - kReadByAPersonDoubt;
        candidate.terms = {{EvidenceSubject::identifier, 0, "A person read the account", m_.page->sequence, {}}};
        posterior_.ranked.push_back(std::move(candidate));
    }
    void settle_amount(Cents amount) {
        amount_ = {};
        amount_.state = AmountState::certain;
        amount_.amount = amount;
        amount_.probability = 1 - kReadByAPersonDoubt;
        amount_.ranked = {{amount, amount_.probability}};
        amount_.evidence = {{EvidenceSubject::amount, 0, "A person read the amount", m_.page->sequence, {}}};
    }

    [[nodiscard]] double account_probability() const {
        return posterior_.best() != nullptr ? posterior_.best()->probability : 0;
    }
    // While the account is in doubt the amount is judged as if it were not: a reviewer has that to settle first.
    [[nodiscard]] double amount_risk() const {
        const double account_doubt = finding_ == AccountFinding::certain ? 1 - account_probability() : 0;
        return context_.policy.risk * kAmountShare - account_doubt;
    }
    [[nodiscard]] double plan_risk() const {
        const double account_doubt = finding_ == AccountFinding::certain ? 1 - account_probability() : 0;
        const double amount_doubt = amount_.state == AmountState::certain ? 1 - amount_.probability : 0;
        return context_.policy.risk - account_doubt - amount_doubt;
    }
    [[nodiscard]] bool coupon_code_is_unknown() const {
        return std::any_of(m_.claims.begin(), m_.claims.end(),
                           [](const CouponClaim* claim) { return claim->code && claim->account_plans.empty(); });
    }
    // An identifier was read with confidence, or at least that it is one of these, and no account has any of them.
    [[nodiscard]] bool clear_number_is_unknown() const {
        return std::any_of(m_.identifiers.begin(), m_.identifiers.end(), [&](const LocatedIdentifier& located) {
            double probability = 0;
            for (const auto& alternative : located.reading->digits.alternatives) probability += alternative.probability;
            if (probability < kConfidentlyRead) return false;
            return std::none_of(located.hits.begin(), located.hits.end(),
                                [](const IdentifierHit& hit) { return hit.exact; });
        });
    }
    [[nodiscard]] bool writing_names_a_member() const {
        return std::any_of(posterior_.ranked.begin(), posterior_.ranked.end(), [&](const AccountCandidate& candidate) {
            return std::any_of(m_.writing.begin(), m_.writing.end(), [&](const TextReading* line) {
                return says_who(*line, m_.insurers) &&
                       compare_name(*line, {candidate.plan->first_name, candidate.plan->last_name},
                                    Lettering::handwritten) == NameVerdict::agree;
            });
        });
    }
    [[nodiscard]] bool conflicts_with_coupon() const {
        return std::any_of(m_.claims.begin(), m_.claims.end(), [&](const CouponClaim* claim) {
            return !claim->account_plans.empty() &&
                   writing_names_another(m_, *claim->account_plans.front(), context_.accounts);
        });
    }

    [[nodiscard]] bool number_is_of_another_than_coupon() const {
        const CouponClaim* claim = m_.claim();
        return claim != nullptr && !claim->account_plans.empty() &&
               numbers_hit_another(m_, *claim->account_plans.front());
    }

    [[nodiscard]] AccountFinding find_account() const {
        if (coupon_code_is_unknown()) return AccountFinding::not_found;
        if (conflicts_with_coupon()) return AccountFinding::conflict;
        // Who pays does not say for whom: a payer's print and an amount are no instruction, however well they fit.
        const bool something = !m_.identifiers.empty() || !m_.claims.empty() || writing_names_a_member();
        if (something && 1 - account_probability() <= context_.policy.risk * kAccountShare) {
            const CouponClaim* claim = m_.claim();
            const bool coupon_elsewhere =
                claim != nullptr && !claim->account_plans.empty() &&
                claim->account_plans.front()->billing_account != posterior_.best()->plan->billing_account;
            if (coupon_elsewhere) return AccountFinding::conflict;
            const bool strangers = bears_a_strangers_number(m_, *posterior_.best()->plan);
            return strangers ? AccountFinding::ambiguous : AccountFinding::certain;
        }
        if (number_is_of_another_than_coupon()) return AccountFinding::conflict;
        if (clear_number_is_unknown()) return AccountFinding::not_found;
        return something ? AccountFinding::ambiguous : AccountFinding::nothing_to_go_by;
    }

    [[nodiscard]] AmountWitnesses amount_witnesses() const {
        const CheckReading& check = m_.check();
        AmountWitnesses witnesses;
        witnesses.figures = check.courtesy_amount;
        witnesses.words = check.legal_amount;
        if (check.instrument == Instrument::bank_bill_pay) witnesses.lettering = Lettering::printed;
        witnesses.by_machine =
            check.instrument == Instrument::bank_bill_pay || check.instrument == Instrument::money_order;
        if (const CouponClaim* claim = m_.claim()) {
            witnesses.enclosed = claim->enclosed;
            witnesses.expected = claim->amounts;
        }
        for (const Plan* plan : plans_) {
            const bool listed = std::find(witnesses.expected.begin(), witnesses.expected.end(), plan->amount_due) !=
                                witnesses.expected.end();
            if (!listed) witnesses.expected.push_back(plan->amount_due);
        }
        return witnesses;
    }

    [[nodiscard]] bool several_coupons() const {
        for (std::size_t i = 1; i < m_.claims.size(); ++i) {
            if (bill_different_plans(*m_.claims[0], *m_.claims[i])) return true;
        }
        return false;
    }
    [[nodiscard]] double plan_probability() const {
        return choice_.probability * (envelope_.coupons_differ ? m_.pairing_probability : 1);
    }

    [[nodiscard]] Facts gather_facts() const {
        const CheckReading& check = m_.check();
        Facts facts;
        facts.pages_usable = envelope_.pages_usable && m_.page->front_quality.usable && m_.page->failure.empty();
        facts.several_plans_named = several_coupons() || choice_.several_named;
        facts.account = finding_;
        facts.account_likely = account_probability() > kLikely;
        facts.plan_chosen = choice_.plan != nullptr;
        facts.plan_certain = choice_.plan != nullptr && 1 - plan_probability() <= plan_risk();
        facts.amount_state = amount_.state;
        facts.amount = known_amount();
        if (amount_.state != AmountState::mismatch) std::tie(facts.at_least, facts.at_most) = likely_amounts();
        if (choice_.plan != nullptr && account_probability() >= kKnownSoFar) {
            facts.status = choice_.plan->status;
            facts.amount_due = choice_.plan->amount_due;
            facts.due_date = choice_.plan->due_date;
        }
        facts.coupon_stale = m_.claim() != nullptr && m_.claim()->is_stale().value_or(false);
        const auto key = instrument_key(check, known_amount());
        facts.micr_certain = key.has_value();
        facts.seen_before = key && context_.seen_before && context_.seen_before(*key);
        facts.instrument = check.instrument;
        facts.signature = check.signature;
        facts.payee = check.payee_verdict;
        facts.restrictive_legend = check.restrictive_legend || (!envelope_.settled.legend_harmless &&
                                                                may_bear_a_legend(m_, plans_, context_.policy));
        facts.foreign_currency = check.foreign_currency ||
                                 (!envelope_.settled.in_dollars && may_name_a_currency(m_, plans_, context_.policy));
        facts.date = check.date;
        facts.received = envelope_.received;
        return facts;
    }

    /// At least the first and at most the second with the probability of what is known so far; no bound where what is
    /// listed leaves more open than that. Where figures and words differ it is one of the same amounts.
    [[nodiscard]] std::pair<std::optional<Cents>, std::optional<Cents>> likely_amounts() const {
        std::vector<Alternative<Cents>> ranked = amount_.ranked;
        std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
        const double known = kKnownSoFar * (1 - amount_.mismatch);
        const auto bound = [&](auto from, auto to) -> std::optional<Cents> {
            double probability = 0;
            for (; from != to; ++from) {
                probability += from->probability;
                if (probability >= known) return from->value;
            }
            return std::nullopt;
        };
        return {bound(ranked.rbegin(), ranked.rend()), bound(ranked.begin(), ranked.end())};
    }

    [[nodiscard]] std::optional<Cents> known_amount() const {
        return amount_.state == AmountState::certain || amount_.probability >= kKnownSoFar ? amount_.amount
                                                                                           : std::nullopt;
    }

    [[nodiscard]] CheckDecision describe() const {
        CheckDecision decision;
        const CheckReading& check = m_.check();
        decision.sequence = m_.page->sequence;
        decision.amount = known_amount();
        if (account_probability() >= kKnownSoFar) {
            decision.billing_account = posterior_.best()->plan->billing_account;
            if (choice_.plan != nullptr && plan_probability() >= kKnownSoFar) decision.plan_id = choice_.plan->plan_id;
        }
        if (check.micr.routing) decision.routing = check.micr.routing->str();
        decision.account = check.micr.account;
        decision.number = serial_of(check);
        decision.date = check.date.sure(kKnownSoFar);
        decision.instrument = instrument_key(check, known_amount());
        decision.confidence = account_probability() * plan_probability() * amount_.probability;
        decision.none_of_these = posterior_.none_of_these;
        describe_evidence(decision);
        return decision;
    }
    void describe_evidence(CheckDecision& decision) const {
        for (const AccountCandidate& candidate : posterior_.ranked) {
            if (decision.candidates.size() == kCandidatesShown) break;
            decision.candidates.push_back(
                {candidate.plan->billing_account, std::nullopt, candidate.probability, candidate.terms});
        }
        if (posterior_.best() != nullptr) {
            decision.evidence = posterior_.best()->terms;
            decision.evidence.push_back(choice_.evidence);
            if (choice_.plan != nullptr) decision.candidates.front().plan_id = choice_.plan->plan_id;
        }
        for (EvidenceTerm term : amount_.evidence) {
            term.sequence = m_.page->sequence;
            decision.evidence.push_back(std::move(term));
        }
    }

    [[nodiscard]] bool has_rival() const {
        return posterior_.ranked.size() > 1 && posterior_.ranked[1].probability >= kRivalShare * account_probability();
    }

    // What a person should look at first.
    [[nodiscard]] std::string advice(const std::vector<Reason>& reasons) const {
        if (reasons.empty()) return "";
        const Reason top = reasons.front();
        if ((top == Reason::plan_ambiguous || top == Reason::multiple_plans) && !choice_.advice.empty()) {
            return choice_.advice;
        }
        if (top == Reason::account_ambiguous && account_probability() > kLikely && !has_rival()) {
            return "The account is probably the first one; a clear subscriber name would confirm it.";
        }
        if (top == Reason::account_ambiguous && posterior_.ranked.size() > 1) {
            return "A clear subscriber name or Member ID would tell the likeliest accounts apart.";
        }
        if (top == Reason::amount_unreadable && amount_.amount) {
            return "The amount is probably " + amount_.amount->to_display() + "; figures and words must both say so.";
        }
        return std::string(to_sentence(top));
    }

    const CheckMaterial& m_;
    const EnvelopeFacts& envelope_;
    const MatchContext& context_;
    AccountPosterior posterior_;
    AccountFinding finding_ = AccountFinding::nothing_to_go_by;
    std::vector<const Plan*> plans_;
    AmountOpinion amount_;
    PlanChoice choice_;
};

}  // namespace

CheckDecision decide_check(const CheckMaterial& material, const EnvelopeFacts& envelope, const MatchContext& context) {
    return CheckDecider(material, envelope, context).decide();
}

CheckDecision unreadable_check(int sequence) {
    CheckDecision decision;
    decision.sequence = sequence;
    decision.reasons = {Reason::image_quality};
    decision.advice = std::string(to_sentence(Reason::image_quality));
    return decision;
}

}  // namespace lockbox

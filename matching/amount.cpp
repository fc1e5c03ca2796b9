#include "matching/amount.h"

#include <algorithm>
#include <cmath>

namespace lockbox {
namespace {

// Until they are learned from labelled batches these stand as round figures, each on the careful side.
constexpr double kMismatchPrior = 0.01;   // checks whose figures and words truly differ
constexpr double kMismatchSpread = 0.01;  // of those, the share that says one particular other amount
constexpr double kExpectedPrior = 0.6;    // checks for exactly what is due
constexpr double kEnclosedPrior = 0.3;    // checks for what the payer wrote on the coupon
constexpr double kOtherAmountPrior = 1.0 / 3000;
constexpr double kUnlistedSpread = 500;  // amounts over which a reader's leftover probability spreads
constexpr double kLeftoverMin = 0.02;
constexpr double kWordsSupportMin = 0.5;     // words that fit an amount less well than this support nothing
constexpr double kFiguresSupportMin = 0.05;  // an alternative less likely than this is no support
constexpr double kClearlyRead = 0.9;  // figures beyond doubt; those that equal what is due are so from half of it on
constexpr double kFarBetter = 20;
// A hand that writes its 9 like a 4 does so in the figures and in "79/100" alike: of an amount that is not due, both
// may be misread in the same way. Dollars are words, and "00" or "no" hardly comes of other digits.
constexpr double kCentsMisreadAlike = 5e-3;
constexpr double kRoundMisreadAlike = 1e-5;
constexpr double kPrintMisreadAlike = 1e-5;

double listed_or_leftover(const Reading<Cents>& reading, Cents amount) {
    double leftover = 1;
    for (const Alternative<Cents>& alternative : reading.alternatives) {
        if (alternative.value == amount) return alternative.probability;
        leftover -= alternative.probability;
    }
    return std::max(leftover, kLeftoverMin) / kUnlistedSpread;
}

bool was_read(const Reading<Cents>& reading) {
    return reading.presence == Presence::read && !reading.alternatives.empty();
}

class Weighing {
  public:
    explicit Weighing(const AmountWitnesses& witnesses) : w_(witnesses) { collect(); }

    [[nodiscard]] const std::vector<Cents>& amounts() const { return amounts_; }

    [[nodiscard]] double figures(Cents amount) const { return figures_support(w_.figures, amount).value_or(1); }

    [[nodiscard]] double words(Cents amount) const {
        return was_read(w_.words) ? listed_or_leftover(w_.words, amount) : 1;
    }

    [[nodiscard]] double prior(Cents amount) const {
        double prior = kOtherAmountPrior;
        if (contains(w_.expected, amount)) prior = kExpectedPrior / static_cast<double>(w_.expected.size());
        if (was_read(w_.enclosed)) prior += kEnclosedPrior * listed_or_leftover(w_.enclosed, amount);
        return prior;
    }

    /// The probability that figures and words both lead to this amount by the same slip.
    [[nodiscard]] double misread_alike(Cents amount) const {
        if (contains(w_.expected, amount)) return 0;
        if (w_.lettering == Lettering::printed) return kPrintMisreadAlike;
        return amount.count() % 100 == 0 ? kRoundMisreadAlike : kCentsMisreadAlike;
    }

    [[nodiscard]] bool words_support(Cents amount) const {
        return was_read(w_.words) && words(amount) >= kWordsSupportMin;
    }
    [[nodiscard]] bool figures_support_it(Cents amount) const {
        return was_read(w_.figures) && listed_or_leftover(w_.figures, amount) >= kFiguresSupportMin;
    }
    /// The likelihood of the words under the best amount other than this one.
    [[nodiscard]] double words_otherwise(Cents amount) const {
        double best = 0;
        for (const Cents other : amounts_) {
            if (other != amount) best = std::max(best, words(other));
        }
        return best;
    }
    /// Whether the words say some other amount, and far better than this one.
    [[nodiscard]] bool words_say_another(Cents amount) const {
        return std::any_of(amounts_.begin(), amounts_.end(), [&](Cents other) {
            return other != amount && words_support(other) && words(other) > kFarBetter * words(amount);
        });
    }
    /// The likelihood of both readings under an amount that nobody thought of.
    [[nodiscard]] double unlisted() const {
        const Cents nobodys(-1);
        return (1 - kExpectedPrior) * figures(nobodys) * words(nobodys);
    }

  private:
    static bool contains(const std::vector<Cents>& amounts, Cents amount) {
        return std::find(amounts.begin(), amounts.end(), amount) != amounts.end();
    }

    void add(Cents amount) {
        if (amount > Cents(0) && !contains(amounts_, amount)) amounts_.push_back(amount);
    }
    // Amounts that differ by one word or one digit are what a mismatch or a slip looks like; having them here makes
    // the words prove that they fit this amount and not its neighbour.
    void add_confusable(Cents amount) {
        for (const std::int64_t step : {100, 1000, 10000, 2000, 20000, 100000, 10, 1}) {
            add(amount + Cents(step));
            add(amount - Cents(step));
        }
        add(amount * 10);
        if (amount.count() % 10 == 0) add(Cents(amount.count() / 10));
    }
    void collect() {
        for (const Reading<Cents>* reading : {&w_.figures, &w_.words, &w_.enclosed}) {
            for (const Alternative<Cents>& alternative : reading->alternatives) add(alternative.value);
        }
        for (const Cents amount : w_.expected) add(amount);
        const std::vector<Cents> named = amounts_;
        for (const Cents amount : named) add_confusable(amount);
    }

    const AmountWitnesses& w_;
    std::vector<Cents> amounts_;
};

// Figures that nobody can doubt, and words that say something else. Figures misread by accident do not become just
// what is due.
bool clearly_differ(const AmountWitnesses& witnesses, const Weighing& weighing) {
    const Alternative<Cents>* best = witnesses.figures.best();
    const bool due = best != nullptr && weighing.prior(best->value) > kOtherAmountPrior;
    const auto figures = witnesses.figures.sure(due ? kClearlyRead / 2 : kClearlyRead);
    return figures && weighing.words_say_another(*figures);
}

EvidenceTerm term(const Reading<Cents>& reading, double weight, std::string text) {
    EvidenceTerm made;
    made.subject = EvidenceSubject::amount;
    made.weight_nats = weight;
    made.text = std::move(text);
    made.region = reading.region;
    return made;
}

void explain(AmountOpinion& opinion, const AmountWitnesses& witnesses, const Weighing& weighing) {
    const Cents amount = *opinion.amount;
    const auto told = [&](const Reading<Cents>& reading, std::string_view who, double weight) {
        std::string text = std::string(who);
        if (!was_read(reading)) {
            text += reading.presence == Presence::absent ? " are not there" : " could not be read";
        } else {
            text += " read best as " + reading.best()->value.to_display();
        }
        opinion.evidence.push_back(term(reading, weight, text));
    };
    const double figures = weighing.figures(amount);
    const double words = weighing.words(amount), otherwise = weighing.words_otherwise(amount);
    told(witnesses.figures, "The figures",
         was_read(witnesses.figures) ? std::log(figures / (1.0 / kUnlistedSpread)) : 0);
    told(witnesses.words, "The words", otherwise > 0 ? std::log(words / otherwise) : 0);
    const bool due =
        std::find(witnesses.expected.begin(), witnesses.expected.end(), amount) != witnesses.expected.end();
    opinion.evidence.push_back(term({}, std::log(weighing.prior(amount) / kOtherAmountPrior),
                                    amount.to_display() + (due ? " is exactly what is due" : " is not what is due")));
}

}  // namespace

std::optional<double> figures_support(const Reading<Cents>& figures, Cents amount) {
    if (!was_read(figures)) return std::nullopt;
    return listed_or_leftover(figures, amount);
}

AmountOpinion weigh_amount(const AmountWitnesses& witnesses, double risk) {
    const Weighing weighing(witnesses);
    AmountOpinion opinion;
    if (!was_read(witnesses.figures) && !was_read(witnesses.words)) return opinion;
    double total = weighing.unlisted(), differing = 0;
    for (const Cents amount : weighing.amounts()) {
        const double alone = weighing.prior(amount) * weighing.figures(amount);
        const double alike = (1 - kMismatchPrior) * alone * weighing.words(amount);
        const double both = (1 - weighing.misread_alike(amount)) * alike;
        differing += kMismatchPrior * kMismatchSpread * alone * weighing.words_otherwise(amount);
        opinion.ranked.push_back({amount, both});
        total += alike;
    }
    total += differing;
    for (Alternative<Cents>& alternative : opinion.ranked) alternative.probability /= total;
    std::stable_sort(opinion.ranked.begin(), opinion.ranked.end(), [](const auto& a, const auto& b) {
        return a.probability != b.probability ? a.probability > b.probability : a.value < b.value;
    });
    if (opinion.ranked.empty()) return opinion;
    opinion.amount = opinion.ranked.front().value;
    opinion.probability = opinion.ranked.front().probability;
    opinion.mismatch = differing / total;
    const bool supported = weighing.figures_support_it(*opinion.amount) && weighing.words_support(*opinion.amount) &&
                           weighing.words(*opinion.amount) > weighing.words_otherwise(*opinion.amount);
    if (clearly_differ(witnesses, weighing) || opinion.mismatch > 0.5) {
        opinion.state = AmountState::mismatch;
    } else if (supported && 1 - opinion.probability <= risk) {
        opinion.state = AmountState::certain;
    }
    explain(opinion, witnesses, weighing);
    return opinion;
}

}  // namespace lockbox

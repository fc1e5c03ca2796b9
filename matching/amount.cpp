#include "matching/amount.h"

#include <algorithm>
#include <cmath>

#include "matching/evidence_weights.h"

namespace lockbox {
namespace {

using learned::kAmountIsDue;
using learned::kFiguresAndWordsDiffer;
using learned::kMisreadAlike;  // a hand that writes its 9 like a 4 does so in the figures and in "79/100" alike

// Round figures on the careful side.
// Of those that differ, the share that says one particular other amount: mostly one figure or word of the dollars is
// another; an amount that is wholly another is none that somebody copies from a bill.
constexpr double kOneFigureOfDollars = 0.01, kOneFigureOfCents = 5e-3, kTwoFigures = 1.5e-3, kMoreFigures = 1e-4;
constexpr double kDifferByMachine = 1e-5;  // which prints one number twice: they differ where somebody altered one
constexpr double kSureAlone = 0.98;        // each sure of another amount: they differ, however rare that is
constexpr double kWorthPairing = 1e-5;     // a likelihood: readings below it add nothing
constexpr double kEnclosedPrior = 0.3;     // checks for what the payer wrote on the coupon
constexpr double kOtherAmountPrior = 1.0 / 3000;
constexpr double kUnlistedSpread = 500;  // amounts over which a reader's leftover probability spreads
constexpr double kLeftoverMin = 1e-3;

double listed_or_leftover(const Reading<Cents>& reading, Cents amount) {
    double leftover = 1;
    for (const Alternative<Cents>& alternative : reading.alternatives) {
        if (alternative.value == amount) return alternative.probability;
        leftover -= alternative.probability;
    }
    return std::max(leftover, kLeftoverMin) / kUnlistedSpread;
}

double share_of_differing(Cents a, Cents b) {
    int figures = 0;
    bool of_dollars = false;
    std::int64_t left = a.count(), right = b.count();
    for (int place = 0; left > 0 || right > 0; ++place, left /= 10, right /= 10) {
        if (left % 10 == right % 10) continue;
        ++figures;
        of_dollars = of_dollars || place >= 2;
    }
    if (figures > 1) return figures == 2 ? kTwoFigures : kMoreFigures;
    return of_dollars ? kOneFigureOfDollars : kOneFigureOfCents;
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
        if (contains(w_.expected, amount)) prior = kAmountIsDue / static_cast<double>(w_.expected.size());
        if (was_read(w_.enclosed)) prior += kEnclosedPrior * listed_or_leftover(w_.enclosed, amount);
        return prior;
    }

    /// The likelihood of both readings under this amount, `best` being what both say at first sight: each read on its
    /// own, or both misread in one way.
    [[nodiscard]] double both(Cents amount, Cents best) const {
        const double apart = figures(amount) * words(amount);
        const bool same_dollars = amount.count() / 100 == best.count() / 100;
        if (amount == best || !same_dollars || w_.lettering == Lettering::printed) return apart;
        const double slip = std::min(figures(amount) / figures(best), words(amount) / words(best));
        return apart + kMisreadAlike * std::min(slip, 1.0) * figures(best) * words(best);
    }

    /// What the witnesses say together at first sight.
    [[nodiscard]] Cents best() const {
        return *std::max_element(amounts_.begin(), amounts_.end(), [&](Cents a, Cents b) {
            const double fits_a = prior(a) * figures(a) * words(a), fits_b = prior(b) * figures(b) * words(b);
            return fits_a != fits_b ? fits_a < fits_b : a > b;
        });
    }

    /// The likelihood that figures and words say different amounts, either of which may be the one that was meant.
    [[nodiscard]] double differing() const {
        struct Said {
            Cents amount;
            double prior, figures, words;
        };
        std::vector<Said> said;
        double figures_meant = 0, words_meant = 0;
        for (const Cents amount : amounts_) {
            said.push_back({amount, prior(amount), figures(amount), words(amount)});
            figures_meant += said.back().prior * said.back().figures;
            words_meant += said.back().prior * said.back().words;
        }
        // What was not read may say anything.
        if (!was_read(w_.words)) return differ_share() * figures_meant;
        if (!was_read(w_.figures)) return differ_share() * words_meant;
        double sum = 0;
        for (const Said& a : said) {
            if (a.figures < kWorthPairing) continue;
            for (const Said& b : said) {
                if (a.amount == b.amount || b.words < kWorthPairing) continue;
                sum += share_of_differing(a.amount, b.amount) * 0.5 * (a.prior + b.prior) * a.figures * b.words;
            }
        }
        return differ_share() * sum;
    }
    /// Of such checks, those on which they do.
    [[nodiscard]] double differ_share() const { return w_.by_machine ? kDifferByMachine : kFiguresAndWordsDiffer; }

    /// The likelihood of the words under the best amount other than this one.
    [[nodiscard]] double words_otherwise(Cents amount) const {
        double best = 0;
        for (const Cents other : amounts_) {
            if (other != amount) best = std::max(best, words(other));
        }
        return best;
    }
    /// The likelihood of both readings under an amount that nobody thought of.
    [[nodiscard]] double unlisted() const {
        const Cents nobodys(-1);
        return (1 - kAmountIsDue) * figures(nobodys) * words(nobodys);
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

std::vector<Alternative<Cents>> amounts_by_both(const Reading<Cents>& figures, const Reading<Cents>& words) {
    const auto said = [](const Reading<Cents>& reading, Cents amount) {
        return was_read(reading) ? listed_or_leftover(reading, amount) : 1;
    };
    std::vector<Alternative<Cents>> both;
    double total = 0;
    for (const Reading<Cents>* reading : {&figures, &words}) {
        for (const Alternative<Cents>& alternative : reading->alternatives) {
            const bool known =
                std::any_of(both.begin(), both.end(), [&](const auto& one) { return one.value == alternative.value; });
            if (known) continue;
            both.push_back({alternative.value, said(figures, alternative.value) * said(words, alternative.value)});
            total += both.back().probability;
        }
    }
    const Cents nobodys(-1);
    total += kUnlistedSpread * said(figures, nobodys) * said(words, nobodys);
    for (Alternative<Cents>& one : both) one.probability /= total;
    std::stable_sort(both.begin(), both.end(),
                     [](const auto& a, const auto& b) { return a.probability > b.probability; });
    return both;
}

AmountOpinion weigh_amount(const AmountWitnesses& witnesses, double risk) {
    const Weighing weighing(witnesses);
    AmountOpinion opinion;
    if (weighing.amounts().empty() || (!was_read(witnesses.figures) && !was_read(witnesses.words))) return opinion;
    const Cents best = weighing.best();
    const double differing = weighing.differing();
    double total = weighing.unlisted() + differing;
    for (const Cents amount : weighing.amounts()) {
        const double alike = (1 - weighing.differ_share()) * weighing.prior(amount) * weighing.both(amount, best);
        opinion.ranked.push_back({amount, alike});
        total += alike;
    }
    for (Alternative<Cents>& alternative : opinion.ranked) alternative.probability /= total;
    std::stable_sort(opinion.ranked.begin(), opinion.ranked.end(), [](const auto& a, const auto& b) {
        return a.probability != b.probability ? a.probability > b.probability : a.value < b.value;
    });
    opinion.amount = opinion.ranked.front().value;
    opinion.probability = opinion.ranked.front().probability;
    opinion.mismatch = differing / total;
    const auto figures = witnesses.figures.sure(kSureAlone), words = witnesses.words.sure(kSureAlone);
    if (opinion.mismatch > 0.5 || (figures && words && *figures != *words)) {
        opinion.state = AmountState::mismatch;
    } else if (1 - opinion.probability <= risk) {
        opinion.state = AmountState::certain;
    }
    explain(opinion, witnesses, weighing);
    return opinion;
}

}  // namespace lockbox

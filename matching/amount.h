#pragma once
// One question, several witnesses: how much is the check for? The figures, the words, the "amount enclosed" on the
// coupon, and the amounts that would make sense for the account. Figures and words must both support an amount before
// it posts without a person; when they differ, a person decides (domain.md rule 2, UCC 3-114).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "matching/evidence.h"
#include "matching/name_evidence.h"
#include "ocr/remittance.h"

namespace lockbox {

struct AmountWitnesses {
    Reading<Cents> figures;
    Reading<Cents> words;     ///< already by the grammar of amounts: an amount not listed is as good as not said
    Reading<Cents> enclosed;  ///< written on the coupon
    Lettering lettering = Lettering::handwritten;  ///< print is not misread twice in one way
    bool by_machine = false;  ///< whoever issued the check had both printed
    std::vector<Cents> expected;  ///< what is due: on the coupon, and now on the account's open plans
};

enum class AmountState : std::uint8_t { certain, unreadable, mismatch };

struct AmountOpinion {
    AmountState state = AmountState::unreadable;
    std::optional<Cents> amount;  ///< the likeliest one; nullopt when nothing was read
    double probability = 0;       ///< that it is what both figures and words say
    double mismatch = 0;          ///< that figures and words say different amounts
    std::vector<Alternative<Cents>> ranked;
    std::vector<EvidenceTerm> evidence;
};

/// `certain` when the probability of another amount, or of figures and words that differ, is at most `risk`.
[[nodiscard]] AmountOpinion weigh_amount(const AmountWitnesses& witnesses, double risk);

/// What figures and words say of one amount together, before anything is known of accounts: best first, the sum at
/// most 1. Where one of them was not read the other speaks alone; empty when neither was.
[[nodiscard]] std::vector<Alternative<Cents>> amounts_by_both(const Reading<Cents>& figures,
                                                              const Reading<Cents>& words);

/// The share that figures give to an amount, on a scale where the best reading has at most 1 and an amount that was not
/// among the alternatives has a small positive one; nullopt when there are no figures to learn from.
[[nodiscard]] std::optional<double> figures_support(const Reading<Cents>& figures, Cents amount);

}  // namespace lockbox

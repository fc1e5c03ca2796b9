#pragma once
// Counts on labelled batches what matching/evidence_weights.h says of payers.

#include <string>
#include <vector>

#include "matching/name_evidence.h"
#include "tools/weigh/labelled_batch.h"

namespace lockbox {

/// A share, counted: `hits` of `of`.
struct LearnedShare {
    std::string name;  ///< as in evidence_weights.h
    double in_force = 0;
    int hits = 0, of = 0;

    [[nodiscard]] double estimate() const { return (hits + 0.5) / (of + 1.0); }
    /// Where the share lies with 95 % (Wilson's interval).
    [[nodiscard]] std::pair<double, double> bounds() const;
};

/// The shares in the order of evidence_weights.h. Counts only what was read with confidence, so that a reader's slips
/// are not taken for a payer's.
class Lessons {
  public:
    Lessons();
    void learn(const LabelledBatch& batch, const AccountIndex& accounts);
    [[nodiscard]] const std::vector<LearnedShare>& shares() const { return shares_; }

  private:
    LearnedShare& share(std::string_view name);
    void count(std::string_view name, bool hit);
    void learn_amounts(const CheckReading& check, const CheckTruth& truth, const std::vector<const Plan*>& plans);
    void learn_payer(const CheckReading& check, const Plan& plan, const std::vector<SubscriberName>& people);
    void learn_written_name(const CheckReading& check, const Plan& plan, const std::vector<SubscriberName>& people);
    void learn_numbers(const CheckReading& check, const Plan& plan);

    std::vector<LearnedShare> shares_;
};

}  // namespace lockbox

#pragma once
// Writes one envelope into the tables, inside the caller's transaction. Throws BookFailure.

#include <vector>

#include "ledger/batch_store.h"
#include "ledger/decision_writer.h"
#include "ledger/journal.h"
#include "ledger/json_object.h"
#include "ledger/records.h"

namespace lockbox {

class EnvelopeWriter {
  public:
    EnvelopeWriter(Act& act, BatchKey batch, const BatchId& batch_id);

    /// The checks that were not posted although the record says so.
    [[nodiscard]] std::vector<HeldCheck> write(const EnvelopeRecord& envelope);

  private:
    void write_page(const PageRecord& page, int position);
    void write_image(const PageSide& side);
    void write_check(const CheckRecord& check);
    [[nodiscard]] std::optional<Reason> reason_to_hold(const CheckRecord& check) const;
    void post(CheckId check, DecisionId cause, const CheckRecord& record);
    void ask_a_person(std::optional<CheckId> check, DecisionId cause);
    void audit(std::string action, const JsonObject& detail);

    Act& act_;
    Connection& connection_;
    Journal journal_;
    BatchKey batch_;
    std::string subject_;  ///< for the audit trail
    EnvelopeKey envelope_;
    std::vector<HeldCheck> held_;
};

}  // namespace lockbox

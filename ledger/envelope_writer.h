#pragma once
// Writes one envelope into the tables, inside the caller's transaction. Throws BookFailure.

#include <vector>

#include "ledger/batch_store.h"
#include "ledger/book_rows.h"
#include "ledger/records.h"

namespace lockbox {

class EnvelopeWriter {
  public:
    EnvelopeWriter(const Book& book, BatchKey batch, const BatchId& batch_id);

    /// The checks that were not posted although the record says so.
    [[nodiscard]] std::vector<HeldCheck> write(const EnvelopeRecord& envelope);

  private:
    void write_page(const PageRecord& page, int position);
    void write_image(const PageSide& side);
    void write_check(const CheckRecord& check);
    [[nodiscard]] std::optional<Reason> reason_to_hold(const CheckRecord& check) const;
    DecisionId decide(const DecisionRecord& decision, std::optional<CheckId> check, std::optional<Cents> amount);
    void post(CheckId check, DecisionId cause, const CheckRecord& record);
    void ask_a_person(std::optional<CheckId> check, DecisionId cause);
    void audit(std::string action, std::string detail);

    Connection& connection_;
    const Author& author_;
    BatchKey batch_;
    std::string subject_;  ///< for the audit trail
    std::string now_;
    EnvelopeKey envelope_;
    std::vector<HeldCheck> held_;
};

}  // namespace lockbox

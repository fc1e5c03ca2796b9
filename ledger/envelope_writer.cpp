#include "ledger/envelope_writer.h"

#include <string>

#include "ledger/audit_chain.h"
#include "ledger/clock.h"

namespace lockbox {
namespace {

std::string number(std::int64_t value) {
    return std::to_string(value);
}

std::int64_t page_key(Connection& connection, EnvelopeKey envelope, int sequence) {
    return query_one<std::int64_t>(connection, "SELECT page_id FROM page WHERE envelope_id = ?1 AND sequence = ?2",
                                   envelope, sequence)
        .value();
}

std::string_view kind_word(InstrumentNumbers::Kind kind) {
    return kind == InstrumentNumbers::Kind::money_order ? "money_order" : "check";
}

}  // namespace

EnvelopeWriter::EnvelopeWriter(const Book& book, BatchKey batch, const BatchId& batch_id)
    : connection_(book.connection()),
      author_(book.author()),
      batch_(batch),
      subject_("batch " + batch_id.str()),
      now_(utc_now()) {}

std::vector<HeldCheck> EnvelopeWriter::write(const EnvelopeRecord& envelope) {
    subject_ += " transaction " + std::to_string(envelope.transaction);
    execute(connection_, "INSERT INTO envelope (batch_id, number, recorded_at) VALUES (?1, ?2, ?3)", batch_,
            envelope.transaction, now_);
    envelope_ = {connection_.last_row_id()};
    int position = 0;
    for (const PageRecord& page : envelope.pages) write_page(page, ++position);
    audit("envelope_recorded",
          "\"pages\":" + number(std::ssize(envelope.pages)) + ",\"checks\":" + number(std::ssize(envelope.checks)));
    for (const CheckRecord& check : envelope.checks) write_check(check);
    if (envelope.decision) {
        const DecisionId decision = decide(*envelope.decision, std::nullopt, std::nullopt);
        if (envelope.decision->outcome == Outcome::review) ask_a_person(std::nullopt, decision);
    }
    return std::move(held_);
}

void EnvelopeWriter::write_image(const PageSide& side) {
    execute(connection_,
            "INSERT INTO image (sha256, size_bytes, media_type) SELECT ?1, ?2, ?3 "
            "WHERE NOT EXISTS (SELECT 1 FROM image WHERE sha256 = ?1)",
            side.image.id, side.image.size_bytes, side.image.media_type);
}

void EnvelopeWriter::write_page(const PageRecord& page, int position) {
    std::optional<ImageId> front, back;
    std::optional<int> front_frame, back_frame;
    if (page.front) {
        write_image(*page.front);
        front = page.front->image.id;
        front_frame = page.front->frame;
    }
    if (page.back) {
        write_image(*page.back);
        back = page.back->image.id;
        back_frame = page.back->frame;
    }
    execute(connection_,
            "INSERT INTO page (envelope_id, batch_id, position, sequence, kind, disposition, front_image, front_frame, "
            "back_image, back_frame, reading) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            envelope_, batch_, position, page.sequence, page.kind, page.disposition, front, front_frame, back,
            back_frame, page.reading_json);
    const std::int64_t page_id = connection_.last_row_id();
    std::vector<Reason> reasons = page.reasons;
    put_in_order(reasons);
    for (const Reason reason : reasons) {
        execute(connection_, "INSERT INTO page_reason (page_id, reason) VALUES (?1, ?2)", page_id, reason);
    }
}

std::optional<Reason> EnvelopeWriter::reason_to_hold(const CheckRecord& check) const {
    if (check.decision.outcome != Outcome::posted) return std::nullopt;
    if (!check.instrument) return Reason::micr_unreadable;
    if (find_instrument(connection_, *check.instrument, check.amount)) return Reason::duplicate_check;
    return std::nullopt;
}

void EnvelopeWriter::write_check(const CheckRecord& check) {
    DecisionRecord decision = check.decision;
    // Asked before the check's own row is there, and in the transaction that posts: another process may just have
    // taken the same instrument.
    if (const std::optional<Reason> reason = reason_to_hold(check)) {
        held_.push_back({check.sequence, *reason});
        decision.outcome = Outcome::review;
        decision.reasons = {*reason};
    }
    std::optional<std::string_view> instrument_kind;
    std::optional<std::string> instrument_key;
    if (check.instrument) {
        instrument_kind = kind_word(check.instrument->kind);
        instrument_key = check.instrument->key();
    }
    execute(connection_,
            "INSERT INTO check_item (page_id, envelope_id, amount_cents, routing, account, number, check_date, "
            "instrument_kind, instrument_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            page_key(connection_, envelope_, check.sequence), envelope_, check.amount, check.routing, check.account,
            check.number, check.date, instrument_kind, instrument_key);
    const CheckId id{connection_.last_row_id()};
    const DecisionId cause = decide(decision, id, check.amount);
    if (decision.outcome == Outcome::posted) {
        post(id, cause, check);
    } else {
        ask_a_person(id, cause);
    }
}

DecisionId EnvelopeWriter::decide(const DecisionRecord& decision, std::optional<CheckId> check,
                                  std::optional<Cents> amount) {
    execute(connection_,
            "INSERT INTO decision (envelope_id, check_id, outcome, billing_account, plan_id, amount_cents, confidence, "
            "evidence, program, decided_by, decided_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            envelope_, check, decision.outcome, decision.billing_account, decision.plan_id, amount, decision.confidence,
            decision.evidence_json, author_.program, author_.name, now_);
    const DecisionId id{connection_.last_row_id()};
    std::vector<Reason> reasons = decision.reasons;
    put_in_order(reasons);
    for (const Reason reason : reasons) {
        execute(connection_, "INSERT INTO decision_reason (decision_id, reason) VALUES (?1, ?2)", id, reason);
    }
    return id;
}

void EnvelopeWriter::post(CheckId check, DecisionId cause, const CheckRecord& record) {
    execute(connection_,
            "INSERT INTO posting (check_id, decision_id, billing_account, plan_id, amount_cents, posted_at, posted_by, "
            "program) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            check, cause, record.decision.billing_account, record.decision.plan_id, record.amount, now_, author_.name,
            author_.program);
    audit("check_posted", "\"check\":" + number(check.value) + ",\"posting\":" + number(connection_.last_row_id()) +
                              ",\"billing_account\":\"" + record.decision.billing_account->str() + "\",\"plan_id\":\"" +
                              record.decision.plan_id->str() + "\",\"cents\":" + number(record.amount->count()));
}

void EnvelopeWriter::ask_a_person(std::optional<CheckId> check, DecisionId cause) {
    execute(connection_,
            "INSERT INTO review_item (envelope_id, check_id, decision_id, state, opened_at) "
            "VALUES (?1, ?2, ?3, 'open', ?4)",
            envelope_, check, cause, now_);
    const std::string item = "\"review\":" + number(connection_.last_row_id());
    audit("review_opened", check ? item + ",\"check\":" + number(check->value) : item);
}

// Every member of `detail` is a number or a checked identifier: nothing in it needs escaping.
void EnvelopeWriter::audit(std::string action, std::string detail) {
    append_audit(connection_, author_, {std::move(action), subject_, "{" + detail + "}"});
}

}  // namespace lockbox

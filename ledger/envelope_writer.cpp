#include "ledger/envelope_writer.h"

#include <string>

#include "ledger/json_object.h"

namespace lockbox {
namespace {

std::int64_t page_key(Connection& connection, EnvelopeKey envelope, int sequence) {
    return query_one<std::int64_t>(connection, "SELECT page_id FROM page WHERE envelope_id = ?1 AND sequence = ?2",
                                   envelope, sequence)
        .value();
}

std::string_view kind_word(InstrumentNumbers::Kind kind) {
    return kind == InstrumentNumbers::Kind::money_order ? "money_order" : "check";
}

}  // namespace

EnvelopeWriter::EnvelopeWriter(Act& act, BatchKey batch, const BatchId& batch_id)
    : act_(act), connection_(act.connection()), journal_(act), batch_(batch), subject_("batch " + batch_id.str()) {}

std::vector<HeldCheck> EnvelopeWriter::write(const EnvelopeRecord& envelope) {
    subject_ += " transaction " + std::to_string(envelope.transaction);
    execute(connection_, "INSERT INTO envelope (batch_id, number, recorded_at) VALUES (?1, ?2, ?3)", batch_,
            envelope.transaction, act_.now());
    envelope_ = {connection_.last_row_id()};
    int position = 0;
    for (const PageRecord& page : envelope.pages) write_page(page, ++position);
    audit("envelope_recorded", JsonObject().add("pages", envelope.pages.size()).add("checks", envelope.checks.size()));
    for (const CheckRecord& check : envelope.checks) write_check(check);
    if (envelope.decision) {
        const DecisionId decision =
            write_decision(act_, {envelope_, std::nullopt}, *envelope.decision, std::nullopt, DecisionSource::process);
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
    if (find_instrument(connection_, check.instrument->key(), check.amount)) return Reason::duplicate_check;
    if (has_unnumbered_twin(connection_, {*check.decision.billing_account, *check.amount, check.date, batch_})) {
        return Reason::duplicate_check;
    }
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
    if (check.amount) journal_.receive(id, *check.amount);
    const DecisionId cause = write_decision(act_, {envelope_, id}, decision, check.amount, DecisionSource::process);
    if (decision.outcome == Outcome::posted) {
        post(id, cause, check);
    } else {
        ask_a_person(id, cause);
    }
}

void EnvelopeWriter::post(CheckId check, DecisionId cause, const CheckRecord& record) {
    const PostingOrder order{check, cause, *record.decision.billing_account, *record.decision.plan_id, *record.amount};
    const PostingId posting = journal_.post(order);
    audit("check_posted", JsonObject()
                              .add("check", check)
                              .add("posting", posting)
                              .add("billing_account", order.billing_account)
                              .add("plan_id", order.plan_id)
                              .add("cents", order.amount));
}

void EnvelopeWriter::ask_a_person(std::optional<CheckId> check, DecisionId cause) {
    const ReviewId item = open_review_item(act_, {envelope_, check}, cause);
    audit("review_opened", JsonObject().add("review", item).add_known("check", check));
}

void EnvelopeWriter::audit(std::string action, const JsonObject& detail) {
    act_.audit({std::move(action), subject_, detail.str()});
}

}  // namespace lockbox

// Undo: what had effect is taken back by reversal, and the question is open anew.

#include "ledger/act.h"
#include "ledger/check_facts.h"
#include "ledger/decision_writer.h"
#include "ledger/journal.h"
#include "ledger/json_object.h"
#include "ledger/review_rows.h"

namespace lockbox {
namespace {

/// A resolution that had effect and was not undone.
struct LiveResolution {
    ResolutionId id;
    ResolutionAct act;
    std::optional<DecisionId> decision;
};

class Undo {
  public:
    Undo(const Book& book, ReviewId id, std::string_view user, const std::string& why)
        : act_(book, user), journal_(act_), connection_(act_.connection()), id_(id), why_(why) {
        std::optional<OpenItem> found = find_review_item(book, id);
        if (!found) throw no_such_item(id);
        item_ = *std::move(found);
        subject_ = {item_.envelope, item_.item.check};
        where_ = "review item " + std::to_string(id.value);
    }

    Result<Resolved> run() {
        if (item_.batch_closed) {
            return Error{"the batch is closed", where_, "correct it with `lockbox correct`, by reversal"};
        }
        const std::optional<LiveResolution> last = last_resolution();
        if (!last) return Error{"nobody has decided anything of it", where_, "there is nothing to undo"};
        if (settles(last->act)) {
            if (std::optional<Error> error = overtaken(*last)) return *error;
            reopen(*last);
        }
        resolved_.id = write_undo(last->id);
        audit(*last);
        refresh_batch_state(act_, item_.batch);
        act_.commit();
        return resolved_;
    }

  private:
    std::optional<LiveResolution> last_resolution() {
        Statement row(connection_,
                      "SELECT r.resolution_id, r.act, r.decision_id FROM resolution r WHERE r.review_id = ?1 AND "
                      "r.standing = 'final' AND r.act <> 'undo' AND NOT EXISTS (SELECT 1 FROM resolution u "
                      "WHERE u.undoes = r.resolution_id) ORDER BY r.resolution_id DESC LIMIT 1");
        if (!row.bind(id_).step()) return std::nullopt;
        return LiveResolution{row.get<ResolutionId>(0), *resolution_act_from(row.text(1)),
                              row.get<std::optional<DecisionId>>(2)};
    }

    /// Something was decided since, which would have to be undone first.
    std::optional<Error> overtaken(const LiveResolution& last) {
        const auto latest = query_one<std::optional<DecisionId>>(
            connection_, "SELECT MAX(decision_id) FROM decision WHERE envelope_id = ?1 AND check_id IS ?2",
            subject_.envelope, subject_.check);
        const auto expected = last.decision ? last.decision : std::optional(item_.decision);
        const auto later = query_one<std::int64_t>(
            connection_,
            "SELECT MIN(i.review_id) FROM review_item i WHERE i.review_id > ?1 AND i.envelope_id = ?2 AND "
            "i.check_id IS ?3 AND EXISTS (SELECT 1 FROM resolution r WHERE r.review_id = i.review_id) "
            "HAVING COUNT(*) > 0",
            id_, subject_.envelope, subject_.check);
        if (*latest == expected && !later) return std::nullopt;
        return Error{"it was decided anew since", where_,
                     later ? "undo item " + std::to_string(*later) + " first" : "see `lockbox show`"};
    }

    void reopen(const LiveResolution& last) {
        DecisionRecord question;
        question.reasons = item_.item.reasons;
        copy_of_the_question(question);
        const std::optional<Cents> amount = item_.item.at_stake;
        const DecisionId decision = write_decision(act_, subject_, question, amount, DecisionSource::review);
        if (subject_.check) take_back_money(last, decision, amount);
        close_waiting_item();
        resolved_.opened = open_review_item(act_, subject_, decision);
    }

    void copy_of_the_question(DecisionRecord& question) {
        Statement row(connection_,
                      "SELECT billing_account, plan_id, confidence, evidence FROM decision WHERE decision_id = ?1");
        static_cast<void>(row.bind(item_.decision).step());
        question.billing_account = row.get<std::optional<BillingAccount>>(0);
        question.plan_id = row.get<std::optional<PlanId>>(1);
        question.confidence = row.get<std::optional<double>>(2);
        question.evidence_json = row.text(3);
    }

    void take_back_money(const LiveResolution& last, DecisionId decision, std::optional<Cents> amount) {
        const CheckId check = *subject_.check;
        if (last.act == ResolutionAct::refund) journal_.reverse_refund(check);
        journal_.reverse_posting(check, decision);
        if (has_facts_after(connection_, check, item_.decision)) {
            write_facts(act_, check, facts_at(connection_, check, item_.decision), decision);
        }
        if (amount) {
            journal_.receive(check, *amount);
        } else {
            journal_.withdraw(check);
        }
    }

    /// The item that a correction opened, where the rules still objected.
    void close_waiting_item() {
        const auto waiting = query_one<ReviewId>(
            connection_,
            "SELECT review_id FROM review_item WHERE envelope_id = ?1 AND check_id IS ?2 AND state = 'open'",
            subject_.envelope, subject_.check);
        if (waiting) close_review_item(act_, *waiting);
    }

    ResolutionId write_undo(ResolutionId undone) {
        execute(connection_,
                "INSERT INTO resolution (review_id, act, standing, amount_cents, fields, note, undoes, resolved_by, "
                "resolved_at, program) VALUES (?1, 'undo', 'final', ?2, '{}', ?3, ?4, ?5, ?6, ?7)",
                id_, item_.item.at_stake, why_, undone, act_.author().name, act_.now(), act_.author().program);
        return {connection_.last_row_id()};
    }

    void audit(const LiveResolution& last) {
        JsonObject detail;
        detail.add("resolution", resolved_.id)
            .add_known("check", subject_.check)
            .raw("before", JsonObject().add("act", last.act).add("resolution", last.id).str())
            .raw("after", JsonObject().add_known("review", resolved_.opened).str())
            .add("why", why_);
        act_.audit(
            {"resolution_undone",
             where_ + " batch " + item_.item.batch.str() + " transaction " + std::to_string(item_.item.transaction),
             detail.str()});
    }

    Act act_;
    Journal journal_;
    Connection& connection_;
    ReviewId id_;
    const std::string& why_;
    OpenItem item_;
    DecisionSubject subject_;
    std::string where_;
    Resolved resolved_;
};

}  // namespace

Result<Resolved> ReviewQueue::undo(ReviewId item, std::string_view user, const std::string& why) {
    if (user.empty()) return Error{"an undo names its user", "review item " + std::to_string(item.value), ""};
    return as_result([&]() -> Result<Resolved> { return Undo(book_, item, user, why).run(); });
}

}  // namespace lockbox

// Resolutions take effect here: one act each, with its audit row.

#include "ledger/act.h"
#include "ledger/check_facts.h"
#include "ledger/decision_writer.h"
#include "ledger/journal.h"
#include "ledger/json_object.h"
#include "ledger/review_rules.h"

namespace lockbox {
namespace {

std::string reasons_text(const std::vector<Reason>& reasons) {
    std::string text;
    for (const Reason reason : reasons) text.append(text.empty() ? "" : " ").append(to_word(reason));
    return text;
}

/// The first half of a decision by two people.
struct FirstEntry {
    ResolutionId id;
    std::string by;
    bool same = false;  ///< as what is decided now
};

class Resolver {
  public:
    Resolver(const Book& book, const ReviewRules& rules, const Resolution& resolution, std::string_view user)
        : rules_(rules), resolution_(resolution), act_(book, user), journal_(act_), connection_(act_.connection()) {
        std::optional<OpenItem> found = find_review_item(book, resolution.item);
        if (!found) throw no_such_item(resolution.item);
        item_ = *std::move(found);
        subject_ = {item_.envelope, item_.item.check};
        where_ = "review item " + std::to_string(resolution.item.value);
    }

    Result<Resolved> run() {
        if (auto objection = objection_to(resolution_, item_, act_.author().name, act_.day())) return *objection;
        if (needs_second_user(resolution_, item_, rules_)) {
            const std::optional<FirstEntry> first = first_entry();
            if (!first || first->by == act_.author().name || !first->same) return wait_for_second(first);
            seconds_ = first->id;
        }
        if (std::optional<Error> error = take_effect()) return *error;
        resolved_.id = write_resolution("final");
        settle();
        audit("item_resolved");
        refresh_batch_state(act_, item_.batch);
        act_.commit();
        return resolved_;
    }

  private:
    [[nodiscard]] std::optional<Cents> stake() const { return money_at_stake(resolution_, item_); }

    std::optional<FirstEntry> first_entry() {
        Statement row(connection_,
                      "SELECT resolution_id, resolved_by, act = ?2 AND billing_account IS ?3 AND plan_id IS ?4 AND "
                      "amount_cents IS ?5 AND fields = ?6 FROM resolution WHERE resolution_id = "
                      "(SELECT MAX(resolution_id) FROM resolution WHERE review_id = ?1) AND standing = 'first'");
        row.bind(resolution_.item, resolution_.act, resolution_.billing_account, resolution_.plan_id, stake(),
                 resolution_.fields.to_json());
        if (!row.step()) return std::nullopt;
        return FirstEntry{row.get<ResolutionId>(0), row.get<std::string>(1), row.get<int>(2) != 0};
    }

    Result<Resolved> wait_for_second(const std::optional<FirstEntry>& first) {
        resolved_.needs_second = true;
        resolved_.differs = first && first->by != act_.author().name;
        resolved_.id = write_resolution("first");
        execute(connection_, "DELETE FROM claim WHERE review_id = ?1", resolution_.item);
        audit("item_needs_second");
        act_.commit();
        return resolved_;
    }

    std::optional<Error> take_effect() {
        switch (resolution_.act) {
            case ResolutionAct::post:
                return post();
            case ResolutionAct::correct:
                correct();
                return std::nullopt;
            case ResolutionAct::send_back:
            case ResolutionAct::not_payment:
            case ResolutionAct::file:
                leave();
                return std::nullopt;
            case ResolutionAct::refund:
                if (journal_.unapplied(*subject_.check) <= Cents(0)) {
                    return Error{"nothing was received that could be paid back", where_,
                                 "return it, or say the amount"};
                }
                journal_.refund(*subject_.check);
                return std::nullopt;
            case ResolutionAct::refer:
            case ResolutionAct::hold:
            case ResolutionAct::undo:
                return std::nullopt;
        }
        return std::nullopt;
    }

    std::optional<Error> post() {
        const CheckId check = *subject_.check;
        const Cents amount = *stake();
        DecisionRecord decision;
        decision.outcome = Outcome::posted;
        decision.billing_account = resolution_.billing_account;
        decision.plan_id = resolution_.plan_id;
        static_cast<void>(plan_number_of(connection_, *decision.billing_account, *decision.plan_id));
        decision_ = write_decision(act_, subject_, decision, amount, DecisionSource::review);
        if (!resolution_.fields.empty()) {
            write_facts(act_, check, facts_with(connection_, check, resolution_.fields), *decision_);
        }
        if (std::optional<Error> error = instrument_objection(check, amount)) return error;
        journal_.receive(check, amount);
        journal_.post({check, *decision_, *decision.billing_account, *decision.plan_id, amount});
        return std::nullopt;
    }

    /// What the schema would refuse, in words that help.
    std::optional<Error> instrument_objection(CheckId check, Cents amount) {
        const auto key = query_one<std::optional<std::string>>(
            connection_, "SELECT instrument_key FROM check_now WHERE check_id = ?1", check);
        if (!key->has_value()) {
            return Error{"the numbers of the check are not known: without them no duplicate is ever found", where_,
                         "key routing, account and number from the image"};
        }
        const auto other = other_instrument(check, amount);
        if (!other || !other->posted) return std::nullopt;
        return Error{"the same check is posted already, from batch " + other->batch.str() + ", page " +
                         std::to_string(other->sequence),
                     where_, "return it; or correct its numbers where they were read wrong"};
    }

    std::optional<SeenInstrument> other_instrument(CheckId check, std::optional<Cents> amount) {
        const auto key = query_one<std::optional<std::string>>(
            connection_, "SELECT instrument_key FROM check_now WHERE check_id = ?1", check);
        if (!key || !*key) return std::nullopt;
        return find_instrument(connection_, **key, amount, check);
    }

    void correct() {
        const NewDecision& now = *resolution_.now;
        DecisionRecord decision = now.decision;
        if (decision.outcome == Outcome::posted && now.instrument &&
            find_instrument(connection_, now.instrument->key(), now.amount, subject_.check)) {
            decision.outcome = Outcome::review;
            decision.reasons = {Reason::duplicate_check};
        }
        decision_ = write_decision(act_, subject_, decision, now.amount, DecisionSource::review);
        write_facts(act_, *subject_.check, facts_of(now), *decision_);
        if (now.amount) {
            journal_.receive(*subject_.check, *now.amount);
        } else {
            journal_.withdraw(*subject_.check);
        }
        resolved_.outcome = decision.outcome;
        if (decision.outcome == Outcome::posted) {
            journal_.post({*subject_.check, *decision_, *decision.billing_account, *decision.plan_id, *now.amount});
        }
    }

    /// The item is settled and no money stays of it.
    void leave() {
        if (subject_.check) {
            journal_.withdraw(*subject_.check);
        } else {
            DecisionRecord decision;
            decision.outcome = Outcome::filed;
            decision_ = write_decision(act_, subject_, decision, std::nullopt, DecisionSource::review);
        }
    }

    /// The resolution is written: the item is done with, or stands apart, and nobody has it before them any more.
    void settle() {
        if (!settles(resolution_.act)) {
            execute(connection_, "DELETE FROM claim WHERE review_id = ?1", resolution_.item);
            return;
        }
        close_review_item(act_, resolution_.item);
        if (resolved_.outcome == Outcome::review) resolved_.opened = open_review_item(act_, subject_, *decision_);
    }

    ResolutionId write_resolution(std::string_view standing) {
        const std::optional<Cents> limit = subject_.check ? rules_.second_user_above : std::nullopt;
        execute(connection_,
                "INSERT INTO resolution (review_id, act, standing, billing_account, plan_id, amount_cents, fields, "
                "hold_until, note, second_above_cents, seconds, decision_id, resolved_by, resolved_at, program) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
                resolution_.item, resolution_.act, standing, resolution_.billing_account, resolution_.plan_id, stake(),
                resolution_.fields.to_json(), resolution_.until, resolution_.note, limit, seconds_, decision_,
                act_.author().name, act_.now(), act_.author().program);
        return {connection_.last_row_id()};
    }

    // Who and when stand in the audit row itself.
    void audit(std::string action) {
        const ReviewItem& item = item_.item;
        JsonObject before, after;
        before.add("reasons", reasons_text(item.reasons)).add("cents", item.at_stake);
        after.add("act", resolution_.act)
            .add("cents", stake())
            .add_known("billing_account", resolution_.billing_account)
            .add_known("plan_id", resolution_.plan_id)
            .add_known("until", resolution_.until)
            .add_known("outcome", resolved_.outcome)
            .add_known("review", resolved_.opened);
        if (!resolution_.fields.empty()) after.raw("fields", resolution_.fields.to_json());
        JsonObject detail;
        detail.add("resolution", resolved_.id)
            .add_known("check", subject_.check)
            .raw("before", before.str())
            .raw("after", after.str())
            .add("why", resolution_.note)
            .add_known("seconds", seconds_);
        act_.audit({std::move(action),
                    where_ + " batch " + item.batch.str() + " transaction " + std::to_string(item.transaction),
                    detail.str()});
    }

    const ReviewRules& rules_;
    const Resolution& resolution_;
    Act act_;
    Journal journal_;
    Connection& connection_;
    OpenItem item_;
    DecisionSubject subject_;
    std::string where_;
    std::optional<ResolutionId> seconds_;
    std::optional<DecisionId> decision_;
    Resolved resolved_;
};

}  // namespace

Result<Resolved> ReviewQueue::resolve(const Resolution& resolution, std::string_view user) {
    if (user.empty()) {
        return Error{"a decision names its user", "review item " + std::to_string(resolution.item.value),
                     "say who you are"};
    }
    return as_result([&]() -> Result<Resolved> { return Resolver(book_, rules_, resolution, user).run(); });
}

}  // namespace lockbox

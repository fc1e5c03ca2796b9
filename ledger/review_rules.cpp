#include "ledger/review_rules.h"

#include <string>

namespace lockbox {
namespace {

using Objection = std::optional<std::pair<std::string, std::string>>;  // what, remedy

Objection of_act(const Resolution& resolution, const ReviewItem& item) {
    const std::string act(to_word(resolution.act));
    if (resolution.act == ResolutionAct::undo) return std::pair("undo is no decision", "use ReviewQueue::undo");
    if (item.check && !is_for_checks(resolution.act)) {
        return std::pair("a check cannot end as \"" + act + "\"", "post it, return it, or say that it is no payment");
    }
    if (!item.check && !is_for_pages(resolution.act)) {
        return std::pair("pages without money cannot end as \"" + act + "\"", "file, return or refer them");
    }
    return std::nullopt;
}

Objection of_post(const Resolution& resolution, const OpenItem& item) {
    if (!resolution.billing_account || !resolution.plan_id) {
        return std::pair("posting needs an account and a plan", "name both");
    }
    const std::optional<Cents> amount = money_at_stake(resolution, item);
    if (!amount) return std::pair("the amount of the check is not known", "say the amount");
    if (*amount <= Cents(0)) return std::pair("nothing can be posted", "a check of 0.00 is no payment");
    return std::nullopt;
}

Objection of_parts(const Resolution& resolution, const OpenItem& item, Date today) {
    switch (resolution.act) {
        case ResolutionAct::post:
            return of_post(resolution, item);
        case ResolutionAct::correct:
            if (!resolution.now || resolution.fields.empty()) {
                return std::pair("a correction says what was read wrong", "name at least one field");
            }
            return std::nullopt;
        case ResolutionAct::refer:
            if (resolution.note.empty()) return std::pair("a referral says to whom", "write it in the note");
            return std::nullopt;
        case ResolutionAct::hold:
            if (!resolution.until || *resolution.until <= today) {
                return std::pair("an item is held until a day after today, " + today.to_string(), "name the day");
            }
            return std::nullopt;
        default:
            return std::nullopt;
    }
}

}  // namespace

std::optional<Error> objection_to(const Resolution& resolution, const OpenItem& item, std::string_view user,
                                  Date today) {
    const std::string where = "review item " + std::to_string(item.item.id.value);
    if (!item.open) return Error{"the item is settled already", where, "`lockbox review show` tells by whom and how"};
    if (item.item.claim && item.item.claim->by != user) {
        return Error{item.item.claim->by + " has the item until " + item.item.claim->expires_at, where,
                     "take another, or wait"};
    }
    Objection objection = of_act(resolution, item.item);
    if (!objection) objection = of_parts(resolution, item, today);
    if (!objection) return std::nullopt;
    return Error{objection->first, where, objection->second};
}

std::optional<Cents> money_at_stake(const Resolution& resolution, const OpenItem& item) {
    if (!item.item.check) return std::nullopt;
    if (resolution.amount) return resolution.amount;
    if (resolution.now && resolution.now->amount) return resolution.now->amount;
    return resolution.fields.amount ? resolution.fields.amount : item.item.at_stake;
}

bool needs_second_user(const Resolution& resolution, const OpenItem& item, const ReviewRules& rules) {
    if (!rules.second_user_above || !item.item.check || !settles(resolution.act)) return false;
    const std::optional<Cents> stake = money_at_stake(resolution, item);
    // What was read before counts too: a large check is not made small by one person.
    const Cents known = std::max(stake.value_or(Cents(0)), item.item.at_stake.value_or(Cents(0)));
    return !stake || known > *rules.second_user_above;
}

}  // namespace lockbox

// Any check of the book: found by what is known of it, and shown with its whole history.

#include <algorithm>

#include "ledger/check_search.h"
#include "ledger/review_watch.h"
#include "tools/workstation/item_view.h"
#include "tools/workstation/workstation.h"

namespace lockbox {
namespace {

constexpr std::int64_t kFoundDefault = 50, kFoundMax = 200;
constexpr std::size_t kPayersMax = 25;

std::string name_of(const AccountIndex& accounts, const std::optional<BillingAccount>& account) {
    if (!account) return "";
    const auto plans = accounts.by_billing_account(account->str());
    return plans.empty() ? "" : plans.front()->first_name + " " + plans.front()->last_name;
}

Json found_json(const FoundCheck& found, const AccountIndex& accounts) {
    const CheckResult& check = found.check;
    return {{"check", check.id.value},
            {"batch", found.batch.str()},
            {"transaction", found.transaction},
            {"sequence", check.sequence},
            {"received", json_of(found.received)},
            {"amount", json_of(check.amount)},
            {"number", json_of(check.number)},
            {"account", check.account ? Json(masked_number(*check.account)) : Json()},
            {"date", json_of(check.date)},
            {"decision", to_word(check.outcome)},
            {"reasons", reasons_json(check.reasons)},
            {"billing_account", json_of(check.billing_account)},
            {"plan_id", json_of(check.plan_id)},
            {"name", name_of(accounts, check.billing_account)}};
}

/// The accounts that the words may name: of each the checks that were posted to it or may be meant for it.
std::vector<FoundCheck> checks_of_payer(Call& call, const std::string& payer, CheckQuery query) {
    const auto search = must(call.desk.accounts.search(call.book()));
    std::vector<FoundCheck> all;
    for (const FoundAccount& found : search->find(payer, kPayersMax)) {
        const auto plan = search->map().plan(found.plan);
        if (!plan) continue;
        query.billing_account = plan->billing_account;
        for (FoundCheck& one : must(search_checks(call.book(), query))) all.push_back(std::move(one));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const FoundCheck& a, const FoundCheck& b) { return a.check.id.value > b.check.id.value; });
    if (all.size() > static_cast<std::size_t>(query.limit)) all.resize(static_cast<std::size_t>(query.limit));
    return all;
}

HttpResponse find_checks(Call& call) {
    const auto given = [&](const char* name) { return call.request.parameter(name); };
    CheckQuery query;
    query.amount = value_in<Cents>(given("amount"), "amount");
    if (!given("number").empty()) query.number = given("number");
    if (!given("account").empty()) query.account = given("account");
    query.billing_account = value_in<BillingAccount>(given("billing_account"), "billing_account");
    query.received_from = value_in<Date>(given("from"), "from");
    query.received_to = value_in<Date>(given("to"), "to");
    query.dated = value_in<Date>(given("dated"), "dated");
    query.limit = static_cast<int>(given("limit").empty() ? kFoundDefault
                                                          : std::min(number_in(given("limit"), "limit"), kFoundMax));
    const std::string payer = given("payer");
    const auto found = payer.empty() || query.billing_account
                           ? must(search_checks(call.book(), query), 400, "bad_request")
                           : checks_of_payer(call, payer, query);
    const AccountIndex accounts(must(call.desk.accounts.map(call.book())));
    Json checks = Json::array();
    for (const FoundCheck& one : found) checks.push_back(found_json(one, accounts));
    return json_response({{"checks", checks}});
}

bool waits_blind(const CheckHistory& check) {
    const auto& reasons = check.now.reasons;
    return check.now.outcome == Outcome::review &&
           std::find(reasons.begin(), reasons.end(), Reason::amount_mismatch) != reasons.end();
}

HttpResponse show_check(Call& call) {
    const CheckId id{number_in(call.parts.at(0), "check")};
    const Book& book = call.book();
    const CheckHistory check = must(BatchStore(book).check(id), 404, "not_found");
    const auto stored = must(stored_envelope(book, id));
    const ReadEnvelope envelope = read_envelope(book, stored.key);
    call.desk.images.make_ahead(book.images(), envelope.stored.pages);
    must(call.desk.views.saw(book, call.who, "check " + std::to_string(id.value), stored.key.value));
    const AccountIndex accounts(must(call.desk.accounts.map(book)));
    const Telling telling{waits_blind(check), false};
    Json json = found_json({check.batch, check.transaction, stored.received, check.now}, accounts);
    json["kind"] = check.kind;
    json["known"] = known_json(check.now, telling);
    if (telling.blind_amount) json["amount"] = nullptr;
    json["pages"] = pages_json(envelope, {check.now.sequence});
    json["readings"] = readings_json(envelope, accounts, telling);
    add_evidence(json, check.decisions.empty() ? "{}" : check.decisions.back().decision.evidence_json, accounts,
                 telling);
    json["items"] = Json::array();
    json["history"] = history_json(check);
    for (const auto& [item, open] : must(items_of_check(book, id))) {
        json["items"].push_back({{"item", item.value}, {"open", open}});
        const auto detail = must(ReviewQueue(book).show(item));
        for (Json& event : resolutions_json(detail.resolutions)) {
            event["item"] = item.value;
            json["history"].push_back(event);
        }
    }
    sort_by_moment(json["history"]);
    return json_response({{"check", json}});
}

}  // namespace

void add_check_routes(std::vector<Route>& routes) {
    routes.push_back({"GET", "/api/checks", kEverybody, find_checks});
    routes.push_back({"GET", "/api/checks/*", kEverybody, show_check});
}

}  // namespace lockbox

// Decisions: of an item, taken back, my own of late.

#include <algorithm>
#include <cctype>

#include "ledger/review_watch.h"
#include "tools/lockbox/decide_again.h"
#include "tools/workstation/item_view.h"
#include "tools/workstation/workstation.h"

namespace lockbox {
namespace {

constexpr std::size_t kNumberBytesMax = 20;

ReviewQueue queue_of(Call& call) {
    const Config& config = call.desk.settings.config;
    return ReviewQueue(call.book(),
                       {std::chrono::minutes(config.review.claim_minutes), config.review.second_user_above});
}

/// Digits, with dashes and spaces as printed.
std::optional<std::string> number_field(const Json& fields, const char* key) {
    std::string text = text_of(fields, key, kNumberBytesMax);
    if (text.empty()) return std::nullopt;
    const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
    const bool good =
        std::any_of(text.begin(), text.end(), is_digit) &&
        std::all_of(text.begin(), text.end(), [&](unsigned char c) { return is_digit(c) || c == '-' || c == ' '; });
    if (!good) bad_request(std::string(key) + " has digits, dashes and spaces", key);
    return text;
}

CheckFields fields_of(const Json& body) {
    const Json given = body.value("fields", Json::object());
    if (given.is_null()) return {};
    if (!given.is_object()) bad_request("fields is an object", "fields");
    CheckFields fields;
    fields.amount = value_of<Cents>(given, "amount");
    fields.date = value_of<Date>(given, "date");
    fields.routing = value_of<RoutingNumber>(given, "routing");
    fields.account = number_field(given, "account");
    fields.number = number_field(given, "number");
    fields.billing_account = value_of<BillingAccount>(given, "billing_account");
    fields.signature_seen = flag_of(given, "signature_seen");
    fields.payee_seen = flag_of(given, "payee_seen");
    fields.legend_harmless = flag_of(given, "legend_harmless");
    fields.in_dollars = flag_of(given, "in_dollars");
    fields.image_is_usable = flag_of(given, "image_is_usable");
    return fields;
}

Resolution resolution_of(const Call& call) {
    Resolution resolution;
    resolution.item = ReviewId{number_in(call.parts.at(0), "item")};
    const auto act = resolution_act_from(text_of(call.body, "act"));
    if (!act || *act == ResolutionAct::undo) bad_request("no such outcome", "act");
    resolution.act = *act;
    resolution.note = text_of(call.body, "note", kNoteBytesMax);
    resolution.billing_account = value_of<BillingAccount>(call.body, "billing_account");
    resolution.plan_id = value_of<PlanId>(call.body, "plan_id");
    resolution.amount = value_of<Cents>(call.body, "amount");
    if (resolution.amount && *resolution.amount < Cents(0)) bad_request("an amount is not negative", "amount");
    resolution.until = value_of<Date>(call.body, "until");
    resolution.fields = fields_of(call.body);
    if (resolution.act == ResolutionAct::correct && resolution.amount && !resolution.fields.amount) {
        resolution.fields.amount = resolution.amount;  // either place will do
    }
    if (resolution.act != ResolutionAct::post) resolution.amount = std::nullopt;
    return resolution;
}

/// Whether a reader says so: not the faint chance of it that every reading has. Where figures and words differ only what
/// one of them says first counts, so that a person who keys it blind is the second to say it.
bool says(const Reading<Cents>& reading, Cents amount, bool blind) {
    constexpr double kFaint = 0.1;  // probability
    if (blind) return reading.best() && reading.best()->value == amount;
    return std::any_of(reading.alternatives.begin(), reading.alternatives.end(),
                       [&](const auto& one) { return one.value == amount && one.probability >= kFaint; });
}

/// Whether anything but the person's fingers says the amount: what was read, or what is due.
bool has_witness(Call& call, const ReviewDetail& detail, const Resolution& resolution, Cents amount) {
    const bool blind = amount_is_blind(detail.item);
    const ReadEnvelope envelope = read_envelope(call.book(), detail.envelope);
    for (std::size_t i = 0; i < envelope.readings.size(); ++i) {
        const auto& check = envelope.readings[i].check;
        if (envelope.stored.pages[i].check != detail.item.check || !check) continue;
        for (const auto* reading : {&check->courtesy_amount, &check->legal_amount}) {
            if (says(*reading, amount, blind)) return true;
        }
    }
    if (!resolution.billing_account || blind) return false;
    const AccountIndex accounts(must(call.desk.accounts.map(call.book())));
    for (const Plan* plan : accounts.by_billing_account(resolution.billing_account->str())) {
        if (plan->plan_id == resolution.plan_id && (plan->amount_due == amount || plan->monthly_premium == amount)) {
            return true;
        }
    }
    return false;
}

/// A mistyped amount is not accepted by accident: one that nothing else says is keyed twice.
void require_sure_amount(Call& call, const Resolution& resolution) {
    const bool decides = resolution.act == ResolutionAct::post || resolution.act == ResolutionAct::correct;
    const auto amount = resolution.act == ResolutionAct::post ? resolution.amount : resolution.fields.amount;
    const auto again = value_of<Cents>(call.body, "amount_again");
    const std::string where = "review item " + std::to_string(resolution.item.value);
    if (again && again != amount) {
        throw ApiFailure(422, "amounts_differ", {"the two amounts differ", where, "key it once more from the image"});
    }
    if (!decides) return;
    const ReviewDetail detail = must(ReviewQueue(call.book()).show(resolution.item), 404, "not_found");
    if (!detail.open || !detail.item.check) return;  // the queue says what is wrong
    const bool blind = amount_is_blind(detail.item);
    if (!amount) {
        if (blind && resolution.act == ResolutionAct::post) {
            bad_request("figures and words differ: the amount has to be keyed", "amount");
        }
        return;
    }
    const bool known = !blind && detail.item.at_stake == amount;
    if (again || known || has_witness(call, detail, resolution, *amount)) return;
    throw ApiFailure(422, "amount_again",
                     {"nothing that was read says this amount", where, "key it once more to be sure"});
}

Json resolved_json(const Resolved& resolved, bool already) {
    return {{"resolution", resolved.id.value},    {"needs_second", resolved.needs_second},
            {"differs", resolved.differs},        {"outcome", json_of(resolved.outcome)},
            {"opened", json_of(resolved.opened)}, {"already", already}};
}

/// The answer of a decision that this person has made before: a browser repeats what it lost the answer to.
std::optional<Json> made_before(Call& call, const Resolution& resolution) {
    const auto detail = ReviewQueue(call.book()).show(resolution.item);
    if (!detail || detail->open) return std::nullopt;
    const auto last = last_resolution(call.book(), resolution.item);
    if (!last || !*last || (*last)->by != call.user() || (*last)->act != resolution.act) return std::nullopt;
    if (resolution.act == ResolutionAct::post && detail->check) {
        const CheckResult& now = detail->check->now;
        const bool same = now.billing_account == resolution.billing_account && now.plan_id == resolution.plan_id &&
                          (!resolution.amount || now.amount == resolution.amount);
        if (!same) return std::nullopt;
    }
    Resolved resolved;
    resolved.id = (*last)->id;
    return resolved_json(resolved, true);
}

HttpResponse resolve(Call& call) {
    Resolution resolution = resolution_of(call);
    if (auto before = made_before(call, resolution)) return json_response(*before);
    require_sure_amount(call, resolution);
    if (resolution.act == ResolutionAct::correct) {
        const auto detail = must(ReviewQueue(call.book()).show(resolution.item), 404, "not_found");
        if (!detail.check) bad_request("pages without money have no fields to correct", "act");
        const AccountIndex accounts(must(call.desk.accounts.map(call.book())));
        resolution.now = must(decide_corrected(call.book(), detail.check->now.id, resolution.fields, accounts,
                                               call.desk.settings.config));
    }
    ReviewQueue queue = queue_of(call);
    const auto resolved = queue.resolve(resolution, call.user());
    if (!resolved) throw failure_of(call, resolution.item, resolved.error());
    call.desk.watch.look();
    return json_response(resolved_json(*resolved, false));
}

HttpResponse undo(Call& call) {
    const ReviewId item{number_in(call.parts.at(0), "item")};
    const std::string why = text_of(call.body, "why", kNoteBytesMax);
    const auto last = must(last_resolution(call.book(), item));
    if (call.who.role != Role::supervise && last && last->by != call.user()) {
        throw ApiFailure(403, "not_allowed",
                         {last->by + " decided it", "review item " + std::to_string(item.value), "ask a supervisor"});
    }
    ReviewQueue queue = queue_of(call);
    const auto undone = must(queue.undo(item, call.user(), why));
    call.desk.watch.look();
    return json_response({{"resolution", undone.id.value}, {"opened", undone.opened.value_or(item).value}});
}

HttpResponse mine(Call& call) {
    constexpr std::int64_t kMost = 100;
    const std::string limit = call.request.parameter("limit");
    const auto count = limit.empty() ? 20 : static_cast<int>(std::min(number_in(limit, "limit"), kMost));
    Json decisions = Json::array();
    for (const OwnDecision& one : must(decisions_of(call.book(), call.user(), count))) {
        decisions.push_back({{"item", one.item.value},
                             {"act", to_word(one.act)},
                             {"amount", json_of(one.amount)},
                             {"batch", one.batch.str()},
                             {"transaction", one.transaction},
                             {"at", one.at},
                             {"undone", one.undone},
                             {"first", one.is_first},
                             {"open", one.open}});
    }
    return json_response({{"decisions", decisions}});
}

}  // namespace

void add_resolve_routes(std::vector<Route>& routes) {
    routes.push_back({"POST", "/api/items/*/resolve", kReviewers, resolve});
    routes.push_back({"POST", "/api/items/*/undo", kReviewers, undo});
    routes.push_back({"GET", "/api/mine", kReviewers, mine});
}

}  // namespace lockbox

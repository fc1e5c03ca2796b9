#include "tools/workstation/item_json.h"

#include <algorithm>
#include <set>

#include "ocr/remittance_json.h"
#include "tools/lockbox/item_crop.h"

namespace lockbox {
namespace {

std::string image_url(const BatchId& batch, int sequence, const char* side) {
    return "/api/images/" + batch.str() + "/" + std::to_string(sequence) + "/" + side;
}

Json side_json(const StoredEnvelope& envelope, int sequence, const char* side, const UprightTransform& transform) {
    const bool turned = transform.clockwise_degrees % 180 != 0;
    const Box& crop = transform.crop;
    const bool known = !crop.empty();
    return {{"url", image_url(envelope.batch, sequence, side)},
            {"width_px", known ? Json(turned ? crop.height_px : crop.width_px) : Json()},
            {"height_px", known ? Json(turned ? crop.width_px : crop.height_px) : Json()}};
}

Json box_json(const Box& box) {
    return {box.left_px, box.top_px, box.width_px, box.height_px};
}

/// Each region once, in the order in which they were asked for.
class Questions {
  public:
    Questions(const BatchId& batch, int sequence) : batch_(batch), sequence_(sequence) {}

    void add(const char* label, const std::optional<Region>& region) {
        if (!region || region->box.empty()) return;
        const std::string side = region->side == Side::front ? "front" : "back";
        const Box& box = region->box;
        const std::string place = side + box_json(box).dump();
        if (!seen_.insert(place).second) return;
        json.push_back({{"sequence", sequence_},
                        {"side", side},
                        {"box_px", box_json(box)},
                        {"label", label},
                        {"url", image_url(batch_, sequence_, side.c_str()) + "?box=" + std::to_string(box.left_px) +
                                    "," + std::to_string(box.top_px) + "," + std::to_string(box.width_px) + "," +
                                    std::to_string(box.height_px)}});
    }

    Json json = Json::array();

  private:
    const BatchId& batch_;
    int sequence_;
    std::set<std::string> seen_;
};

bool is_about_amount(Reason reason) {
    return reason == Reason::amount_mismatch || reason == Reason::amount_unreadable || reason == Reason::over_limit ||
           reason == Reason::first_payment_short;
}

bool is_about_account(Reason reason) {
    return reason >= Reason::multiple_plans && reason <= Reason::account_terminated;
}

const char* label_of(Reason reason) {
    switch (reason) {
        case Reason::payee_mismatch:
            return "payee";
        case Reason::postdated:
        case Reason::stale_dated:
        case Reason::date_unreadable:
            return "date";
        case Reason::micr_unreadable:
        case Reason::duplicate_check:
            return "micr";
        default:
            return "question";
    }
}

void ask(Questions& questions, const PageReading& reading, Reason reason) {
    if (!reading.check) return;
    const CheckReading& check = *reading.check;
    if (is_about_amount(reason)) {
        questions.add("figures", check.courtesy_amount.region);
        questions.add("words", check.legal_amount.region);
    } else if (is_about_account(reason)) {
        for (const IdentifierReading& identifier : check.identifiers) questions.add("number", identifier.digits.region);
        questions.add("memo", check.memo.region);
        questions.add("payer", check.payer_name.region);
    } else {
        questions.add(label_of(reason), region_in_question(reading, reason));
    }
}

Json plan_json(const Plan& plan) {
    return {{"plan_id", plan.plan_id.str()},
            {"insurer", plan.insurer},
            {"plan_name", plan.plan_name},
            {"plan_kind", to_word(plan.kind)},
            {"status", to_word(plan.status)},
            {"amount_due", json_of(plan.amount_due)},
            {"monthly_premium", json_of(plan.monthly_premium)},
            {"invoice_number", plan.invoice_number.str()},
            {"due_date", json_of(plan.due_date)},
            {"coverage_month", json_of(plan.coverage_month)}};
}

Json terms_json(const Json& terms, const Telling& telling) {
    Json list = Json::array();
    if (!terms.is_array()) return list;
    for (const Json& term : terms) {
        if (telling.blind_amount && term.value("subject", "") == "amount") continue;
        const Json region = term.value("region", Json());
        const bool placed = region.is_object();
        list.push_back({{"subject", term.value("subject", "")},
                        {"direction", term.value("direction", "")},
                        {"weight_nats", term.value("weight_nats", 0.0)},
                        {"text", term.value("text", "")},
                        {"sequence", term.value("sequence", Json())},
                        {"side", placed ? region.value("side", Json()) : Json()},
                        {"box_px", placed ? region.value("box_px", Json()) : Json()}});
    }
    return list;
}

}  // namespace

ReadEnvelope read_envelope(const Book& book, EnvelopeKey key) {
    ReadEnvelope envelope{must(stored_envelope(book, key)), {}};
    for (const StoredPage& page : envelope.stored.pages) {
        auto reading = page_reading_from_json(page.reading_json);
        envelope.readings.push_back(reading ? *std::move(reading) : PageReading{});
    }
    return envelope;
}

Json pages_json(const ReadEnvelope& envelope, const std::vector<int>& current) {
    Json pages = Json::array();
    for (std::size_t i = 0; i < envelope.stored.pages.size(); ++i) {
        const StoredPage& page = envelope.stored.pages[i];
        const PageReading& reading = envelope.readings[i];
        const bool asked = std::find(current.begin(), current.end(), page.sequence) != current.end();
        pages.push_back(
            {{"sequence", page.sequence},
             {"kind", page.kind},
             {"current", asked},
             {"sides",
              {{"front",
                page.front ? side_json(envelope.stored, page.sequence, "front", reading.front_transform) : Json()},
               {"back",
                page.back ? side_json(envelope.stored, page.sequence, "back", reading.back_transform) : Json()}}}});
    }
    return pages;
}

Json questions_json(const ReadEnvelope& envelope, const ReviewItem& item) {
    for (std::size_t i = 0; i < envelope.stored.pages.size(); ++i) {
        const StoredPage& page = envelope.stored.pages[i];
        if (!item.check || page.check != item.check) continue;
        Questions questions(envelope.stored.batch, page.sequence);
        for (const Reason reason : item.reasons) ask(questions, envelope.readings[i], reason);
        return questions.json;
    }
    return Json::array();
}

Json account_json(const std::vector<const Plan*>& plans) {
    const Plan& first = *plans.front();
    Json list = Json::array();
    for (const Plan* plan : plans) list.push_back(plan_json(*plan));
    return {{"billing_account", first.billing_account.str()},
            {"member_id", first.member_id.str()},
            {"enrollment_id", first.enrollment_id.str()},
            {"name", first.first_name + " " + first.last_name},
            {"address", first.address},
            {"city", first.city},
            {"state", first.state},
            {"zip", first.zip},
            {"plans", list}};
}

void add_evidence(Json& json, const std::string& evidence_json, const AccountIndex& accounts, const Telling& telling) {
    const Json evidence = Json::parse(evidence_json, nullptr, false);
    json["advice"] = evidence.is_object() ? evidence.value("advice", "") : "";
    json["evidence"] = evidence.is_object() ? terms_json(evidence.value("evidence", Json()), telling) : Json::array();
    json["candidates"] = Json::array();
    json["none_of_these"] = evidence.is_object() ? evidence.value("none_of_these", Json()) : Json();
    if (!evidence.is_object() || !evidence.contains("candidates")) return;
    for (const Json& candidate : evidence["candidates"]) {
        const auto plans = accounts.by_billing_account(candidate.value("billing_account", ""));
        if (plans.empty()) continue;
        Json one = account_json(plans);
        one["plan_id"] = candidate.value("plan_id", Json());
        one["probability"] = candidate.value("probability", Json());
        one["terms"] = terms_json(candidate.value("terms", Json()), telling);
        json["candidates"].push_back(one);
    }
}

Json known_json(const CheckResult& check, const Telling& telling) {
    const Json account = !check.account            ? Json()
                         : telling.account_numbers ? Json(*check.account)
                                                   : Json(masked_number(*check.account));
    return {{"amount", telling.blind_amount ? Json() : json_of(check.amount)},
            {"date", json_of(check.date)},
            {"routing", json_of(check.routing)},
            {"account", account},
            {"number", json_of(check.number)},
            {"billing_account", json_of(check.billing_account)},
            {"plan_id", json_of(check.plan_id)}};
}

Json history_json(const CheckHistory& check) {
    Json events = Json::array();
    for (const DecisionHistory& one : check.decisions) {
        std::string text(to_word(one.decision.outcome));
        for (const Reason reason : one.decision.reasons) text.append(" ").append(to_word(reason));
        events.push_back({{"at", one.decided_at}, {"by", one.decided_by}, {"what", "decided"}, {"text", text}});
    }
    for (const PostingHistory& one : check.postings) {
        events.push_back({{"at", one.posted_at},
                          {"by", one.posted_by},
                          {"what", one.reverses ? "reversed" : "posted"},
                          {"text", one.amount.to_display() + " account " + one.billing_account.str() + " plan " +
                                       one.plan_id.str()}});
    }
    return events;
}

void sort_by_moment(Json& events) {
    auto& list = events.get_ref<Json::array_t&>();
    std::stable_sort(list.begin(), list.end(), [](const Json& a, const Json& b) { return a["at"] < b["at"]; });
}

Json resolutions_json(const std::vector<ResolutionHistory>& resolutions) {
    Json events = Json::array();
    for (const ResolutionHistory& one : resolutions) {
        // A second person decides without knowing what the first one entered.
        const std::string what = one.is_first ? "first_entry" : std::string(to_word(one.act));
        std::string text = one.is_first ? "" : one.note;
        if (one.until) text = "until " + one.until->to_string() + (text.empty() ? "" : ": " + text);
        events.push_back({{"at", one.at}, {"by", one.by}, {"what", what}, {"text", text}});
    }
    return events;
}

}  // namespace lockbox

// The truth of a batch: what stands on every page and what must become of it.
#include <nlohmann/json.hpp>

#include "tools/make_samples/batch_plan.h"
#include "tools/make_samples/check_stock.h"

namespace lockbox::samples {
namespace {

using Json = nlohmann::ordered_json;

std::string_view kind_of(const PageSpec& page) {
    if (std::holds_alternative<CouponSpec>(page.content)) return to_word(DocumentKind::coupon);
    if (const auto* paper = std::get_if<PaperSpec>(&page.content)) return to_word(paper->kind);
    const Instrument instrument = std::get<CheckSpec>(page.content).instrument;
    const bool money_order = instrument == Instrument::money_order || instrument == Instrument::postal_money_order;
    return to_word(money_order ? DocumentKind::money_order : DocumentKind::check);
}

std::string_view word_of(Instrument instrument) {
    switch (instrument) {
        case Instrument::personal:
            return "personal";
        case Instrument::business:
            return "business";
        case Instrument::bill_pay:
            return "billpay";
        default:
            return "mo";
    }
}

Json words(const std::vector<Reason>& reasons) {
    Json list = Json::array();
    for (const Reason reason : reasons) list.push_back(to_word(reason));
    return list;
}

Json printed(const std::string& text, bool legible) {
    return text.empty() || !legible ? Json(nullptr) : Json(text);
}

Json check_json(int sequence, const CheckSpec& spec, const CheckTruth& truth, const std::string& hand) {
    const bool money_order = spec.account.empty();  // its serial is printed in plain figures too
    Json json = {{"sequence", sequence},
                 {"cents", spec.words.count()},
                 {"routing", printed(spec.routing, truth.micr_legible)},
                 {"account", printed(spec.account, truth.micr_legible)},
                 {"number", printed(spec.serial, truth.micr_legible || money_order)},
                 {"date", spec.date.to_string()},
                 {"memo", spec.memo},
                 {"instrument", word_of(spec.instrument)},
                 {"hand", spec.instrument == Instrument::bill_pay ? "" : hand},
                 {"decision", truth.posts ? "post" : "review"}};
    if (spec.instrument == Instrument::personal || spec.instrument == Instrument::business)
        json["design"] = stock_of(spec).name;
    if (truth.posts) {
        json["billing_account"] = truth.billing_account.str();
        json["plan_id"] = truth.plan_id.str();
    }
    if (truth.or_review) json["or_review"] = true;
    if (!truth.reasons.empty()) json["reasons"] = words(truth.reasons);
    return json;
}

}  // namespace

std::string truth_json(const BatchPlan& plan, const std::vector<std::string>& hands) {
    Json batch = Json::array();
    int sequence = 0;
    for (std::size_t i = 0; i < plan.transactions.size(); ++i) {
        const TransactionSpec& transaction = plan.transactions[i];
        Json json = {{"transaction", i + 1},
                     {"kind", transaction.kind},
                     {"documents", Json::array()},
                     {"checks", Json::array()}};
        for (const PageSpec& page : transaction.pages) {
            json["documents"].push_back({{"sequence", ++sequence}, {"kind", kind_of(page)}});
            const auto* check = std::get_if<CheckSpec>(&page.content);
            if (!check) continue;
            const std::size_t position = json["checks"].size();
            json["checks"].push_back(
                check_json(sequence, *check, transaction.checks[position], hands.empty() ? "" : hands[i]));
        }
        if (transaction.checks.empty())
            json["expect"] = {{"decision", "review"}, {"reasons", words(transaction.expect)}};
        batch.push_back(std::move(json));
    }
    return batch.dump(1) + "\n";
}

}  // namespace lockbox::samples

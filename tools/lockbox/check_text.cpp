#include "tools/lockbox/check_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ocr/remittance_json.h"
#include "tools/lockbox/reading_text.h"

namespace lockbox {
namespace {

using Json = nlohmann::ordered_json;

/// What the book holds was written by this program, yet a book may be damaged: what cannot be parsed shows as null.
Json parsed(const std::string& text) {
    Json json = Json::parse(text, nullptr, false);
    return json.is_discarded() ? Json() : json;
}

template <class T>
std::string or_unknown(const std::optional<T>& value) {
    if (!value) return "?";
    if constexpr (requires { value->str(); }) {
        return value->str();
    } else if constexpr (requires { value->to_display(); }) {
        return value->to_display();
    } else if constexpr (requires { value->to_string(); }) {
        return value->to_string();
    } else {
        return *value;
    }
}

std::string reasons_text(const std::vector<Reason>& reasons) {
    std::string text;
    for (const Reason reason : reasons) text += fmt::format("  - {:<20} {}\n", to_word(reason), to_sentence(reason));
    return text;
}

std::string terms_text(const Json& terms, const char* indent) {
    std::string text;
    if (!terms.is_array()) return text;
    for (const Json& term : terms) {
        text += fmt::format("{}{:+7.2f}  {:<12} {}\n", indent, term.value("weight_nats", 0.0),
                            term.value("subject", ""), term.value("text", ""));
    }
    return text;
}

std::string evidence_text(const Json& evidence) {
    if (!evidence.is_object() || !evidence.contains("candidates")) return "";
    std::string text;
    if (const std::string advice = evidence.value("advice", ""); !advice.empty()) {
        text += fmt::format("What would settle it: {}\n", advice);
    }
    text += "Evidence (log-odds):\n" + terms_text(evidence.value("evidence", Json::array()), "  ");
    text += "Candidates:\n";
    int rank = 0;
    for (const Json& candidate : evidence["candidates"]) {
        const Json plan = candidate.value("plan_id", Json());
        text += fmt::format("  {}. account {}, plan {}: {:.4f} %\n", ++rank, candidate.value("billing_account", "?"),
                            plan.is_string() ? plan.get<std::string>() : "not settled",
                            100 * candidate.value("probability", 0.0));
        text += terms_text(candidate.value("terms", Json::array()), "     ");
    }
    return text + fmt::format("  none of these: {:.4f} %\n", 100 * evidence.value("none_of_these", 1.0));
}

std::string side_text(const char* name, const std::optional<PageSide>& side, const ImageStore& images) {
    if (!side) return fmt::format("  {:<6} none\n", name);
    return fmt::format("  {:<6} {} (frame {})\n", name, images.path_of(side->image.id).string(), side->frame);
}

std::string history_text(const CheckHistory& check) {
    std::string text = "History:\n";
    for (const DecisionHistory& decision : check.decisions) {
        text += fmt::format("  {}  {} by {} ({})\n", decision.decided_at, to_word(decision.decision.outcome),
                            decision.decided_by, decision.program);
    }
    for (const PostingHistory& posting : check.postings) {
        text += fmt::format("  {}  {} {} account {}, plan {} by {}\n", posting.posted_at,
                            posting.reverses ? "reversed" : "posted", posting.amount.to_display(),
                            posting.billing_account.str(), posting.plan_id.str(), posting.posted_by);
    }
    return text;
}

/// A line of its own stays one, whatever somebody typed.
std::string one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < ' '; }, ' ');
    return text;
}

/// The lines of the history that say why money moved again.
std::string corrections_text(const std::vector<CorrectionHistory>& corrections) {
    std::string text;
    for (const CorrectionHistory& one : corrections) {
        const std::string what = one.is_first ? "a first entry" : "corrected (" + std::string(to_word(one.act)) + ")";
        text += fmt::format("  {}  {} by {}{}\n", one.at, what, one.by, one.is_told ? ": " + one_line(one.why) : "");
    }
    if (!corrections.empty() && corrections.back().is_first) text += "  a correction waits for a second person\n";
    return text;
}

Json corrections_json(const std::vector<CorrectionHistory>& corrections) {
    Json all = Json::array();
    for (const CorrectionHistory& one : corrections) {
        all.push_back({{"at", one.at},
                       {"by", one.by},
                       {"first_entry", one.is_first},
                       {"act", one.is_told ? Json(to_word(one.act)) : Json()},
                       {"why", one.is_told ? Json(one.why) : Json()}});
    }
    return all;
}

std::string money_text(const MoneyMoves& money) {
    std::string text = money.empty() ? "" : "Money:\n";
    for (const MoneyHistory& one : money) {
        text += fmt::format("  {}  {}{} {}{} by {}\n", one.day.to_string(), one.is_reversal ? "reversed: " : "",
                            to_word(one.kind), one.amount.to_display(),
                            one.billing_account ? " account " + one.billing_account->str() : "", one.by);
    }
    return text;
}

Json money_json(const MoneyMoves& money) {
    Json all = Json::array();
    for (const MoneyHistory& one : money) {
        all.push_back({{"at", one.at},
                       {"by", one.by},
                       {"day", one.day.to_string()},
                       {"movement", to_word(one.kind)},
                       {"reversal", one.is_reversal},
                       {"billing_account", one.billing_account ? Json(one.billing_account->str()) : Json()},
                       {"amount", one.amount.to_string()}});
    }
    return all;
}

/// Why nothing of a posted check is on its plan any more.
std::string whereabouts(const MoneyMoves& money) {
    for (auto one = money.rbegin(); one != money.rend(); ++one) {
        if (one->kind == EntryKind::returned) return "  the payer's bank did not pay it: nothing of it is posted now\n";
        if (one->kind == EntryKind::refunded)
            return one->is_reversal ? "" : "  its money was paid back: nothing of it is posted now\n";
        if (one->kind == EntryKind::applied || one->kind == EntryKind::credited) return "";
    }
    return "";
}

std::string resolutions_text(const ReviewDetail& detail) {
    std::string text = detail.open ? fmt::format("  {}\n", to_word(detail.item.standing)) : "  settled\n";
    // A second person decides without seeing what the first one entered.
    for (const ResolutionHistory& one : detail.resolutions) {
        text += fmt::format("  {}  {} by {}{}\n", one.at, one.is_first ? "a first entry" : to_word(one.act), one.by,
                            one.note.empty() || one.is_first ? "" : ": " + one.note);
    }
    return text;
}

Json side_json(const std::optional<PageSide>& side, const ImageStore& images) {
    if (!side) return nullptr;
    return {{"image", side->image.id.str()}, {"frame", side->frame}, {"file", images.path_of(side->image.id).string()}};
}

Json reasons_json(const std::vector<Reason>& reasons) {
    Json words = Json::array();
    for (const Reason reason : reasons) words.push_back(to_word(reason));
    return words;
}

Json history_json(const CheckHistory& check, const ImageStore& images) {
    Json decisions = Json::array(), postings = Json::array();
    for (const DecisionHistory& one : check.decisions) {
        decisions.push_back({{"at", one.decided_at},
                             {"by", one.decided_by},
                             {"program", one.program},
                             {"decision", to_word(one.decision.outcome)},
                             {"reasons", reasons_json(one.decision.reasons)},
                             {"evidence", parsed(one.decision.evidence_json)}});
    }
    for (const PostingHistory& one : check.postings) {
        postings.push_back({{"posting", one.id.value},
                            {"at", one.posted_at},
                            {"by", one.posted_by},
                            {"billing_account", one.billing_account.str()},
                            {"plan_id", one.plan_id.str()},
                            {"amount", one.amount.to_string()},
                            {"reverses", one.reverses ? Json(one.reverses->value) : Json()}});
    }
    return {{"check", check.now.id.value},
            {"batch", check.batch.str()},
            {"transaction", check.transaction},
            {"sequence", check.now.sequence},
            {"kind", check.kind},
            {"front", side_json(check.front, images)},
            {"back", side_json(check.back, images)},
            {"reading", parsed(check.reading_json)},
            {"decisions", decisions},
            {"postings", postings}};
}

}  // namespace

std::string check_text(const CheckHistory& check, const ImageStore& images, const CheckAfterwards& after) {
    const CheckResult& now = check.now;
    std::string text = fmt::format("Check {}: batch {}, transaction {}, page {} ({})\n", now.id.value,
                                   check.batch.str(), check.transaction, now.sequence, check.kind);
    text += fmt::format("  {}: {}, account {}, plan {}, confidence {}\n", to_word(now.outcome), or_unknown(now.amount),
                        or_unknown(now.billing_account), or_unknown(now.plan_id),
                        now.confidence ? fmt::format("{:.5f}", *now.confidence) : "?");
    text += fmt::format("  dated {}, number {}, routing {}, bank account {}\n", or_unknown(now.date),
                        or_unknown(now.number), or_unknown(now.routing), or_unknown(now.account));
    text += whereabouts(after.money) + reasons_text(now.reasons);
    const auto reading = page_reading_from_json(check.reading_json);
    text += "Read:\n" + (reading ? reading_text(*reading) : "  " + reading.error().message() + "\n");
    if (!check.decisions.empty()) text += evidence_text(parsed(check.decisions.back().decision.evidence_json));
    text += "Images:\n" + side_text("front", check.front, images) + side_text("back", check.back, images);
    return text + history_text(check) + corrections_text(after.corrections) + money_text(after.money);
}

std::string check_json(const CheckHistory& check, const ImageStore& images, const CheckAfterwards& after) {
    Json json = history_json(check, images);
    json["corrections"] = corrections_json(after.corrections);
    json["money"] = money_json(after.money);
    return json.dump(2) + "\n";
}

std::string review_item_text(const ReviewDetail& detail, const ImageStore& images) {
    const ReviewItem& item = detail.item;
    std::string text = fmt::format("Item {}: batch {}, transaction {}, received {}\n", item.id.value, item.batch.str(),
                                   item.transaction, item.received.to_string());
    text += reasons_text(item.reasons) + resolutions_text(detail) + "In the envelope:\n";
    for (const DocumentResult& document : detail.documents) {
        text += fmt::format("  page {:<4} {}\n", document.sequence, document.kind);
    }
    return detail.check ? text + check_text(*detail.check, images) : text;
}

std::string review_item_json(const ReviewDetail& detail, const ImageStore& images) {
    Json documents = Json::array();
    for (const DocumentResult& document : detail.documents) {
        documents.push_back(
            {{"sequence", document.sequence}, {"kind", document.kind}, {"reasons", reasons_json(document.reasons)}});
    }
    const ReviewItem& item = detail.item;
    const Json json = {{"item", item.id.value},
                       {"batch", item.batch.str()},
                       {"transaction", item.transaction},
                       {"received", item.received.to_string()},
                       {"pages", item.sequences},
                       {"reasons", reasons_json(item.reasons)},
                       {"at_stake", item.at_stake ? Json(item.at_stake->to_string()) : Json()},
                       {"documents", documents},
                       {"check", detail.check ? history_json(*detail.check, images) : Json()}};
    return json.dump(2) + "\n";
}

}  // namespace lockbox

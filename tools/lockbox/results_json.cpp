#include "tools/lockbox/results_json.h"

#include <nlohmann/json.hpp>

namespace lockbox {
namespace {

using nlohmann::ordered_json;

ordered_json reason_words(const std::vector<Reason>& reasons) {
    ordered_json words = ordered_json::array();
    for (const Reason reason : reasons) words.push_back(to_word(reason));
    return words;
}

template <class T>
ordered_json text_or_null(const std::optional<T>& value) {
    if (!value) return nullptr;
    if constexpr (requires { value->str(); }) {
        return value->str();
    } else if constexpr (requires { value->to_string(); }) {
        return value->to_string();
    } else {
        return *value;
    }
}

ordered_json check_json(const CheckResult& check) {
    return {
        {"sequence", check.sequence},
        {"decision", to_word(check.outcome)},
        {"billing_account", text_or_null(check.billing_account)},
        {"plan_id", text_or_null(check.plan_id)},
        {"amount", text_or_null(check.amount)},
        {"routing", text_or_null(check.routing)},
        {"account", text_or_null(check.account)},
        {"number", text_or_null(check.number)},
        {"date", text_or_null(check.date)},
        {"reasons", reason_words(check.reasons)},
        {"confidence", text_or_null(check.confidence)},
    };
}

}  // namespace

std::string results_json_line(const BatchId& batch, const EnvelopeResult& envelope) {
    ordered_json documents = ordered_json::array();
    for (const DocumentResult& document : envelope.documents) {
        documents.push_back({{"sequence", document.sequence}, {"kind", document.kind}});
    }
    ordered_json checks = ordered_json::array();
    for (const CheckResult& check : envelope.checks) checks.push_back(check_json(check));
    const bool alone = envelope.checks.empty();  // only a transaction without a check has a decision of its own
    const ordered_json line = {
        {"batch", batch.str()},
        {"transaction", envelope.transaction},
        {"documents", documents},
        {"checks", checks},
        {"decision", alone && envelope.decision ? ordered_json(to_word(*envelope.decision)) : ordered_json(nullptr)},
        {"reasons", alone ? reason_words(envelope.reasons) : ordered_json::array()},
    };
    return line.dump();
}

}  // namespace lockbox

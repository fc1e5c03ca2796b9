#include "ledger/resolution.h"

#include <algorithm>
#include <array>

#include "ledger/json_object.h"

namespace lockbox {
namespace {

enum : unsigned { kChecks = 1, kPages = 2, kSettles = 4 };

struct ActRow {
    std::string_view word;
    unsigned traits;
};
// In the order of the enum.
constexpr std::array<ActRow, 9> kActs = {{
    {"post", kChecks | kSettles},
    {"correct", kChecks | kSettles},
    {"return", kChecks | kPages | kSettles},
    {"refund", kChecks | kSettles},
    {"not_payment", kChecks | kSettles},
    {"file", kPages | kSettles},
    {"refer", kChecks | kPages},
    {"hold", kChecks | kPages},
    {"undo", kChecks | kPages},
}};

const ActRow& row_of(ResolutionAct act) {
    return kActs[static_cast<std::size_t>(act)];
}

}  // namespace

std::string_view to_word(ResolutionAct act) {
    return row_of(act).word;
}

std::optional<ResolutionAct> resolution_act_from(std::string_view word) {
    const auto found = std::find_if(kActs.begin(), kActs.end(), [&](const ActRow& row) { return row.word == word; });
    if (found == kActs.end()) return std::nullopt;
    return static_cast<ResolutionAct>(found - kActs.begin());
}

bool is_for_checks(ResolutionAct act) {
    return (row_of(act).traits & kChecks) != 0;
}
bool is_for_pages(ResolutionAct act) {
    return (row_of(act).traits & kPages) != 0;
}
bool settles(ResolutionAct act) {
    return (row_of(act).traits & kSettles) != 0;
}

std::string CheckFields::to_json() const {
    JsonObject json;
    json.add_known("amount_cents", amount)
        .add_known("date", date)
        .add_known("routing", routing)
        .add_known("account", account)
        .add_known("number", number)
        .add_known("billing_account", billing_account);
    const auto seen = [&](const char* key, bool value) {
        if (value) json.add(key, true);
    };
    seen("signature_seen", signature_seen);
    seen("payee_seen", payee_seen);
    seen("legend_harmless", legend_harmless);
    seen("in_dollars", in_dollars);
    seen("image_is_usable", image_is_usable);
    return json.str();
}

}  // namespace lockbox

#include <nlohmann/json.hpp>

#include "matching/decide.h"

namespace lockbox {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const EvidenceTerm& term) {
    Json json = {{"subject", to_word(term.subject)},
                 {"direction", to_word(term.direction())},
                 {"weight_nats", term.weight_nats},
                 {"text", term.text},
                 {"sequence", nullptr},
                 {"region", nullptr}};
    if (term.sequence) json["sequence"] = *term.sequence;
    if (term.region) {
        const Box& box = term.region->box;
        json["region"] = {{"side", term.region->side == Side::front ? "front" : "back"},
                          {"box_px", {box.left_px, box.top_px, box.width_px, box.height_px}}};
    }
    return json;
}

Json to_json(const std::vector<EvidenceTerm>& terms) {
    Json list = Json::array();
    for (const EvidenceTerm& term : terms) list.push_back(to_json(term));
    return list;
}

Json to_json(const RankedCandidate& candidate) {
    return {{"billing_account", candidate.billing_account.str()},
            {"plan_id", candidate.plan_id ? Json(candidate.plan_id->str()) : Json(nullptr)},
            {"probability", candidate.probability},
            {"terms", to_json(candidate.terms)}};
}

}  // namespace

std::string evidence_json(const CheckDecision& decision) {
    Json candidates = Json::array();
    for (const RankedCandidate& candidate : decision.candidates) candidates.push_back(to_json(candidate));
    Json reasons = Json::array();
    for (const Reason reason : decision.reasons) reasons.push_back(to_word(reason));
    const Json json = {{"sequence", decision.sequence},
                       {"decision", to_word(decision.outcome)},
                       {"reasons", reasons},
                       {"confidence", decision.confidence},
                       {"advice", decision.advice},
                       {"evidence", to_json(decision.evidence)},
                       {"candidates", candidates},
                       {"none_of_these", decision.none_of_these}};
    // What was read off paper may hold bytes that are no UTF-8.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace lockbox

#include "ledger/plan.h"

namespace lockbox {

std::string_view to_word(PlanKind kind) { return kind == PlanKind::health ? "health" : "dental"; }

std::string_view to_word(PlanStatus status) {
    switch (status) {
        case PlanStatus::active: return "active";
        case PlanStatus::pending: return "pending";
        case PlanStatus::terminated: return "terminated";
        case PlanStatus::closed: return "closed";
    }
    return "closed";
}

std::optional<PlanKind> plan_kind_from(std::string_view word) {
    if (word == "health") return PlanKind::health;
    if (word == "dental") return PlanKind::dental;
    return std::nullopt;
}

std::optional<PlanStatus> plan_status_from(std::string_view word) {
    for (const PlanStatus status :
         {PlanStatus::active, PlanStatus::pending, PlanStatus::terminated, PlanStatus::closed}) {
        if (word == to_word(status)) return status;
    }
    return std::nullopt;
}

}  // namespace lockbox

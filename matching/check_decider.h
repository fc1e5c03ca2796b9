#pragma once
// One check of an envelope, from its material to its decision.

#include <string>

#include "matching/check_material.h"
#include "matching/decide.h"

namespace lockbox {

struct EnvelopeFacts {
    Date received;
    bool pages_usable = true;     ///< every page beside this check could be read
    bool coupons_differ = false;  ///< the coupons of the envelope are for different plans, so pairing matters
    Settled settled = {};         ///< what a person has read of this check
};

/// Decides all but `seen_before`'s memory of this envelope, for which the caller gives a context that has it.
[[nodiscard]] CheckDecision decide_check(const CheckMaterial& material, const EnvelopeFacts& envelope,
                                         const MatchContext& context);

/// A page that must be a check but could not be read as one.
[[nodiscard]] CheckDecision unreadable_check(int sequence);

}  // namespace lockbox

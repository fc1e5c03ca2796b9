#include "matching/check_material.h"

#include <utility>

namespace lockbox {
namespace {

void add(std::vector<LocatedIdentifier>& all, const std::vector<IdentifierReading>& some, int sequence,
         bool on_coupon) {
    for (const IdentifierReading& reading : some) {
        if (reading.digits.best() != nullptr) all.push_back({&reading, sequence, on_coupon});
    }
}

}  // namespace

CheckMaterial gather(const PageReading& page, std::vector<const CouponClaim*> claims, double pairing_probability,
                     const std::vector<const PageReading*>& others, const Policy& policy,
                     const AccountIndex& accounts) {
    CheckMaterial material;
    material.page = &page;
    material.claims = std::move(claims);
    material.pairing_probability = pairing_probability;
    add(material.identifiers, page.check->identifiers, page.sequence, false);
    for (const CouponClaim* claim : material.claims) {
        add(material.identifiers, claim->reading->identifiers, claim->sequence, true);
    }
    for (const PageReading* other : others) add(material.identifiers, other->identifiers, other->sequence, false);
    for (LocatedIdentifier& located : material.identifiers) {
        located.hits = search_identifier(*located.reading, accounts);
    }
    if (page.check->memo.presence != Presence::absent) material.writing.push_back(&page.check->memo);
    for (const TextReading& line : page.check->writing) {
        if (line.presence != Presence::absent) material.writing.push_back(&line);
    }
    material.insurers = find_insurers(material.writing, policy);
    return material;
}

}  // namespace lockbox

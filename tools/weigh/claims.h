#pragma once
// What the readings of labelled checks claimed, field by field, beside what stood there.

#include <map>
#include <string>
#include <vector>

#include "tools/read/score.h"
#include "tools/weigh/labelled_batch.h"

namespace lockbox {

/// The best reading of each field with its probability, by kind of field: "figures", "words", "dates". A field that was
/// not read claims nothing and is not there; amounts of which figures and words truly differ are not either, as the
/// truth knows only one of the two.
using FieldClaims = std::map<std::string, std::vector<LineOutcome>>;
void collect_claims(const LabelledBatch& batch, FieldClaims& claims);

}  // namespace lockbox

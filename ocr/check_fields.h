#pragma once
// A check, of any layout, to what stands in its fields. Fields are found by rules, boxes and printed words, never by
// fixed places; each located field carries its region even when nothing could be read there.

#include <string>
#include <vector>

#include "ledger/date.h"
#include "ocr/legend_words.h"
#include "ocr/readers.h"
#include "ocr/remittance.h"

namespace lockbox {

/// What the words on a check are compared with; from the configuration.
struct CheckVocabulary {
    std::vector<std::string> payees = {"Health Connector", "MA Health Connector", "Mass Health Connector",
                                       "Massachusetts Health Connector"};
    std::vector<std::string> restrictive_legends = usual_legends();
    Date received;  ///< the batch's day: dates near it are the likely ones
};

/// Reads one check or money order. `front` and `back` are upright (scan/upright); `back` may be nullptr.
/// Never fails: what is not found is absent, what is found but not read is illegible.
[[nodiscard]] CheckReading read_check(const PageImage& front, const PageImage* back, const Readers& readers,
                                      const CheckVocabulary& vocabulary);

}  // namespace lockbox

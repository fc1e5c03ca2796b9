#pragma once
// The payer as the check prints them: a name with an address under it.

#include <optional>
#include <vector>

#include "ocr/address_block.h"
#include "ocr/field_image.h"
#include "ocr/readers.h"
#include "ocr/remittance.h"

namespace lockbox {

/// The highest block of more than a town, with a street where one has: a bank's stands below its customer's, or names no
/// street or no ZIP code.
[[nodiscard]] std::optional<AddressBlock> highest_address(const std::vector<TextSegment>& print, int dpi);

/// Puts the block's name, read by both engines, and its address into `reading`. Returns the lines' places on the page,
/// the name's first.
std::vector<Box> take_payer(const CleanPage& page, const AddressBlock& payer, const Readers& readers,
                            CheckReading& reading);

}  // namespace lockbox

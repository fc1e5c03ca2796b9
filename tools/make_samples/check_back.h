#pragma once
// Backs of checks: the endorsement area, and what people write there.

#include "tools/make_samples/fonts.h"
#include "tools/make_samples/handwriting.h"
#include "tools/make_samples/page_specs.h"

namespace lockbox::samples {

[[nodiscard]] Canvas draw_check_back(const CheckSpec& spec, const Canvas& front, const Fonts& fonts,
                                     const Writer& writer, Random& random);

}  // namespace lockbox::samples

#pragma once
// Pages that carry no money: letters, envelopes, blank sheets, and slips for cash or cards.

#include "tools/make_samples/fonts.h"
#include "tools/make_samples/handwriting.h"
#include "tools/make_samples/page_specs.h"

namespace lockbox::samples {

[[nodiscard]] Canvas draw_paper(const PaperSpec& spec, const Fonts& fonts, const Writer& writer, int dpi,
                                Random& random);

}  // namespace lockbox::samples

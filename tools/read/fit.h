#pragma once
// Fits a calibration to labelled lines: the sharpness and rival under which what happened is likeliest.

#include <span>
#include <vector>

#include "ocr/calibration.h"
#include "tools/read/reading_modes.h"

namespace lockbox {

struct FitLine {
    ReadLine line;
    bool right = false;  ///< whether the best reading was the true one
};

struct Fit {
    Calibration calibration;
    double log_loss = 0;  ///< nats per line
};
[[nodiscard]] Fit fit_calibration(std::span<const FitLine> lines);

}  // namespace lockbox

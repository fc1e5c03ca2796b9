#include "tools/read/fit.h"

#include <cmath>
#include <limits>

namespace lockbox {
namespace {

double log_loss(std::span<const FitLine> lines, const Calibration& calibration) {
    double loss = 0, count = 0;
    for (const FitLine& fit : lines) {
        if (fit.line.meanings.empty()) continue;
        const double p = calibrated(fit.line.meanings, fit.line.free, calibration, 1).front().probability;
        loss -= std::log(fit.right ? p : 1 - p);
        ++count;
    }
    return count > 0 ? loss / count : 0;
}

}  // namespace

Fit fit_calibration(std::span<const FitLine> lines) {
    Fit best{{}, std::numeric_limits<double>::infinity()};
    for (double sharpness = 0.1; sharpness < 1.5; sharpness *= 1.1) {
        for (double rival = -1; rival <= 8; rival += 0.25) {
            const double loss = log_loss(lines, {sharpness, rival});
            if (loss < best.log_loss) best = {{sharpness, rival}, loss};
        }
    }
    return best;
}

}  // namespace lockbox

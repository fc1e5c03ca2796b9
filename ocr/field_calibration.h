#pragma once
// How sure the shipped line recogniser may be, per kind of field (ocr/models/MODEL.md says on what each was fitted).

#include "ocr/calibration.h"

namespace lockbox {

inline constexpr Calibration kTextCalibration{0.5, 3};
inline constexpr Calibration kDigitsCalibration{0.5, 3};
inline constexpr Calibration kFiguresCalibration{0.5, 3};
inline constexpr Calibration kWordsCalibration{0.5, 3};
inline constexpr Calibration kDateCalibration{0.5, 3};
inline constexpr Calibration kIdentifierCalibration{0.5, 3};

}  // namespace lockbox

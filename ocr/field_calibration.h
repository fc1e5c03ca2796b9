#pragma once
// How sure the shipped line recogniser may be, per kind of field (ocr/models/MODEL.md says on what each was fitted).

#include "ocr/calibration.h"

namespace lockbox {

inline constexpr Calibration kTextCalibration{1.4, 1.5};
inline constexpr Calibration kDigitsCalibration{0.9, 5};
inline constexpr Calibration kFiguresCalibration{1.2, 5, 0, 8};
inline constexpr Calibration kRaisedCentsCalibration{1.2, 7};  ///< dollars and cents, each
inline constexpr Calibration kWordsCalibration{1.0, 7, 0.2};
inline constexpr Calibration kDateCalibration{0.9, 10};
inline constexpr Calibration kIdentifierCalibration{0.9, 5};

}  // namespace lockbox

#include "ocr/legend_words.h"

namespace lockbox {

std::vector<std::string> usual_legends() {
    return {"full and final",
            "paid in full",
            "payment in full",
            "full settlement",
            "full satisfaction",
            "full and complete",
            "full discharge",
            "full release",
            "settled in full",
            "final settlement",
            "final payment",
            "accord and satisfaction",
            "release of all claims",
            "by cashing",
            "by depositing",
            "cashing this check",
            "endorsement of this check",
            "endorsement hereof",
            "you agree"};
}

std::vector<std::string> foreign_currencies() {
    return {"canadian dollars", "canadian funds", "canadian currency", "mexican pesos", "pounds sterling"};
}

}  // namespace lockbox

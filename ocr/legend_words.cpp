#include "ocr/legend_words.h"

namespace lockbox {

std::vector<std::string> usual_legends() {
    return {"full and final",       "paid in full",      "payment in full", "full settlement",
            "full satisfaction",    "full and complete", "full discharge",  "full release",
            "settled in full",      "final settlement",  "final payment",   "accord and satisfaction",
            "release of all claims"};
}

}  // namespace lockbox

#include "ocr/legend_words.h"

namespace lockbox {

std::vector<std::string> usual_legends() {
    return {"full and final",        "paid in full",       "payment in full", "full settlement",
            "full satisfaction",     "full and complete",  "full discharge",  "full release",
            "settled in full",       "final settlement",   "final payment",   "accord and satisfaction",
            "release of all claims", "accepted as payment"};
}

std::vector<std::string> cashing_conditions() {
    return {"by cashing this",           "by cashing you",           "by depositing this",
            "cashing this check",        "depositing this check",    "endorsement hereof",
            "endorsement of this check", "endorsing this check",     "negotiating this check",
            "negotiation of this check", "acceptance of this check", "constitutes",
            "hold until",                "hold till",                "please hold",
            "do not cash until",         "do not cash before",       "do not deposit until",
            "do not deposit before"};
}

std::vector<std::string> foreign_currencies() {
    return {"canadian dollars",
            "canadian funds",
            "canadian currency",
            "mexican pesos",
            "pounds sterling",
            "payable in cad",
            "euros",
            "pesos"};
}

}  // namespace lockbox

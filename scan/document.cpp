#include "scan/document.h"

namespace lockbox {
namespace {

constexpr std::array<std::string_view, 7> kKinds = {"check",    "money_order", "coupon", "letter",
                                                    "envelope", "blank",       "other"};
constexpr std::array<std::string_view, 4> kSymbologies = {"code128", "qr", "pdf417", "data_matrix"};
constexpr std::array<std::string_view, 13> kFlaws = {
    "too_dark",  "too_light", "cut_off", "folded_corner", "streaks",      "noise",          "out_of_focus",
    "too_small", "too_large", "skewed",  "front_missing", "back_missing", "unreadable_file"};

template <class Enum, std::size_t N>
std::optional<Enum> from_word(const std::array<std::string_view, N>& words, std::string_view word) {
    for (std::size_t i = 0; i < N; ++i) {
        if (words[i] == word) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

}  // namespace

std::string_view to_word(DocumentKind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}
std::optional<DocumentKind> document_kind_from(std::string_view word) {
    return from_word<DocumentKind>(kKinds, word);
}
std::string_view to_word(Symbology symbology) {
    return kSymbologies[static_cast<std::size_t>(symbology)];
}
std::string_view to_word(QualityFlaw flaw) {
    return kFlaws[static_cast<std::size_t>(flaw)];
}
std::optional<QualityFlaw> quality_flaw_from(std::string_view word) {
    return from_word<QualityFlaw>(kFlaws, word);
}

}  // namespace lockbox

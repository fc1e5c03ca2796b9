#include "ledger/records.h"

#include <algorithm>
#include <array>

namespace lockbox {
namespace {

constexpr std::array<std::string_view, 3> kDispositions = {"filed", "review", "check"};

std::string without_leading_zeros(std::string_view digits) {
    const std::size_t first = digits.find_first_not_of('0');
    return std::string(first == std::string_view::npos ? "0" : digits.substr(first));
}

std::string without_dashes(std::string_view digits) {
    std::string bare(digits);
    std::erase_if(bare, [](char c) { return c == '-' || c == ' '; });
    return bare;
}

}  // namespace

std::string_view to_word(Disposition disposition) {
    return kDispositions[static_cast<std::size_t>(disposition)];
}

std::optional<Disposition> disposition_from(std::string_view word) {
    const auto found = std::find(kDispositions.begin(), kDispositions.end(), word);
    if (found == kDispositions.end()) return std::nullopt;
    return static_cast<Disposition>(found - kDispositions.begin());
}

std::string InstrumentNumbers::key() const {
    if (kind == Kind::money_order) return "money_order|" + without_leading_zeros(serial);
    return "check|" + routing + "|" + without_dashes(account) + "|" + without_leading_zeros(serial);
}

}  // namespace lockbox

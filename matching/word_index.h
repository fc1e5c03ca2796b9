#pragma once
// Each different word of the account file with the accounts that have it.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace lockbox {

/// How well a word of the file fits one that somebody typed, 0 to 1.
struct WordFit {
    std::uint32_t word = 0;  ///< its number in the index
    float quality = 0;
};

class WordIndex {
  public:
    /// Accounts come in ascending order.
    void add(std::string_view word, std::uint32_t account);
    /// After the last word; then it may be asked.
    void finish();

    [[nodiscard]] std::span<const std::uint32_t> accounts(std::uint32_t word) const {
        return std::span(accounts_).subspan(begins_[word], begins_[word + 1] - begins_[word]);
    }
    /// Every word that the folded one may stand for: itself, one that it begins (`unfinished`), one that it nearly is,
    /// a longer or shorter form of the first name.
    [[nodiscard]] std::vector<WordFit> near(std::string_view typed, bool unfinished) const;

  private:
    std::unordered_map<std::string, std::uint32_t> numbers_;            ///< while it is made
    std::vector<std::pair<std::uint32_t, std::uint32_t>> occurrences_;  ///< word, account: while it is made
    std::vector<std::string> words_;                                    ///< ascending when finished
    std::vector<std::uint32_t> letters_;  ///< of each word, which of the letters it has: far words differ in many
    std::vector<std::uint32_t> begins_, accounts_;
};

}  // namespace lockbox

#pragma once
// The account file as a person searches it: some words in any order, the last one perhaps not typed to its end, one or
// two letters wrong. Names and their short forms, street, city, state, zip, insurer and what people call it, beginnings
// of numbers.
//
// An inverted index in memory: each different word of the file with the accounts that have it. A word as typed stands
// for every word of the file that it begins, nearly is, or is a short form of; accounts are ranked by how many of the
// words they have, then by how well and how seldom these are. About 40 bytes an account, and 2 s a million plans to
// make.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "matching/account_map.h"

namespace lockbox {

enum class SearchField : std::uint8_t { name, number, address, insurer };
[[nodiscard]] std::string_view to_word(SearchField field);

struct FoundAccount {
    std::uint32_t plan = 0;  ///< place of the account's first plan in the map; its others follow
    std::size_t words = 0;   ///< of the question that it has
    double score = 0;
    std::vector<SearchField> matched;  ///< by which of them, each once
};

/// Made once for each account map. Any number of threads may search at once.
class AccountSearch {
  public:
    /// What people write for an insurer, and its name in the account file.
    using Aliases = std::vector<std::pair<std::string, std::string>>;

    AccountSearch(std::shared_ptr<const AccountMap> map, const Aliases& insurer_aliases);
    ~AccountSearch();
    AccountSearch(const AccountSearch&) = delete;
    AccountSearch& operator=(const AccountSearch&) = delete;

    /// Best first; nothing when no word of it is known.
    [[nodiscard]] std::vector<FoundAccount> find(std::string_view question, std::size_t limit) const;
    /// The places of all plans of an account.
    [[nodiscard]] std::vector<std::uint32_t> plans_of(std::uint32_t first_plan) const;
    [[nodiscard]] const AccountMap& map() const { return *map_; }

  private:
    struct Index;
    std::shared_ptr<const AccountMap> map_;
    std::unique_ptr<const Index> index_;
};

}  // namespace lockbox

#pragma once
// A name as read against the sorted last names of the account file. They are a trie as well: a walk with the row of
// edit distances of each prefix leaves every branch that cannot come near any more.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "matching/account_map.h"

namespace lockbox {

/// How many letters of a word a reader or writer may have got wrong, missed or added while it still counts as that
/// word.
[[nodiscard]] std::size_t edits_allowed(std::size_t letters);

struct NearName {
    std::size_t last_name = 0;  ///< its place in map.last_names()
    std::size_t edits = 0;
};

/// Every last name that the folded word may stand for: no more edits (letters exchanged for others, added or dropped)
/// than the longer of the two may have. Nearest first.
[[nodiscard]] std::vector<NearName> near_last_names(const AccountMap& map, std::string_view word);

/// The accounts of one last name whose first name is any of the words: the same, a short form of it, or nearly it; an
/// initial where a word is one. Then those that share an initial with one of the words, until there are `limit`. The
/// first plan of each, by its place in the map.
[[nodiscard]] std::vector<std::uint32_t> accounts_named(const AccountMap& map, std::size_t last_name,
                                                        const std::vector<std::string>& first_words, bool with_initials,
                                                        std::size_t limit);

}  // namespace lockbox

#pragma once
// Plans into an account map (account_map_format.h).

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "ledger/plan.h"
#include "ledger/result.h"
#include "matching/account_map_format.h"

namespace lockbox {

/// Takes plans one by one and writes the map once. Holds about 250 bytes a plan meanwhile.
class AccountMapBuilder {
  public:
    /// `plans_expected` may be wrong: it saves memory where it is right.
    explicit AccountMapBuilder(std::size_t plans_expected = 0);
    AccountMapBuilder(const AccountMapBuilder&) = delete;  // the set of texts knows its builder
    AccountMapBuilder& operator=(const AccountMapBuilder&) = delete;

    /// In any order. Texts beyond 65535 bytes are cut.
    void add(const Plan& plan);

    /// The map as it would lie in its file. `state`: 64 characters that say of which accounts it is made.
    [[nodiscard]] std::vector<std::byte> bytes(std::string_view state);
    /// Writes the map to a file beside `file` and puts it in its place at once: who has the old one mapped keeps it,
    /// and a crash leaves the old one or the new one. Only its owner may read it.
    [[nodiscard]] Result<void> write(const std::filesystem::path& file, std::string_view state);

  private:
    struct TextHash {
        const AccountMapBuilder* builder;
        std::size_t operator()(std::uint32_t offset) const;
    };
    struct TextEqual {
        const AccountMapBuilder* builder;
        bool operator()(std::uint32_t a, std::uint32_t b) const;
    };
    struct NumberTable {
        std::vector<std::uint64_t> numbers;
        std::vector<std::uint32_t> positions;
    };

    [[nodiscard]] std::uint32_t text(std::string_view text);
    [[nodiscard]] std::string_view text_at(std::uint32_t offset) const;
    void sort_plans();
    void index_numbers(std::size_t kind, std::uint64_t (*number)(const account_map::PlanRecord&));
    void index_amounts();
    void index_names();
    void index();
    [[nodiscard]] std::vector<std::span<const std::byte>> sections() const;
    [[nodiscard]] account_map::Header header(std::string_view state) const;
    /// Hands over header, sections and the gaps between them in order, until `take` says no.
    bool give(std::string_view state, const std::function<bool(std::span<const std::byte>)>& take);

    std::vector<account_map::PlanRecord> plans_;
    std::vector<char> text_;
    std::unordered_set<std::uint32_t, TextHash, TextEqual> texts_;
    std::array<NumberTable, account_map::kNumberKinds> numbers_;
    std::vector<account_map::AmountCount> amounts_;
    std::vector<account_map::LastName> last_names_;
    std::vector<account_map::NamedAccount> named_;
    std::uint64_t account_count_ = 0;
};

}  // namespace lockbox

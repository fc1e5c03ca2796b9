#pragma once
// An account map (account_map_format.h), checked and mapped: look-ups read it where it lies. Any number of processes
// that map one file share its memory.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/plan.h"
#include "ledger/result.h"
#include "matching/account_map_format.h"

namespace lockbox {

/// The numbers by which an account or a plan is found.
enum class NumberKind : std::uint8_t { billing_account, member_id, enrollment_id, invoice_number };
[[nodiscard]] std::size_t digit_count(NumberKind kind);
/// Digits as a number; nullopt unless they are just as many as the kind has.
[[nodiscard]] std::optional<std::uint64_t> packed(NumberKind kind, std::string_view digits);

class AccountMap {
  public:
    /// Maps a file. Errors: not there, cut off, damaged, of another version, or of another state of the accounts.
    [[nodiscard]] static Result<std::shared_ptr<const AccountMap>> open(const std::filesystem::path& file,
                                                                        std::string_view state);
    /// The same in memory.
    [[nodiscard]] static Result<std::shared_ptr<const AccountMap>> of(std::vector<std::byte> bytes,
                                                                      std::string_view state);
    ~AccountMap();
    AccountMap(const AccountMap&) = delete;
    AccountMap& operator=(const AccountMap&) = delete;

    [[nodiscard]] std::size_t plan_count() const { return plans_.size(); }
    [[nodiscard]] std::size_t account_count() const { return account_count_; }
    /// nullopt beyond the last plan, and when the record holds what is no plan.
    [[nodiscard]] std::optional<Plan> plan(std::uint32_t position) const;

    /// Ascending; equal numbers as often as there are plans.
    [[nodiscard]] std::span<const std::uint64_t> numbers(NumberKind kind) const;
    /// Where the plans of numbers(kind) stand, in the same order.
    [[nodiscard]] std::span<const std::uint32_t> positions(NumberKind kind) const;
    [[nodiscard]] std::span<const account_map::AmountCount> amounts_due() const { return amounts_; }
    [[nodiscard]] std::span<const account_map::LastName> last_names() const { return last_names_; }
    /// The accounts of one of last_names().
    [[nodiscard]] std::span<const account_map::NamedAccount> named(std::size_t last_name) const;
    /// Empty for an offset beyond the texts.
    [[nodiscard]] std::string_view text(std::uint32_t offset) const;

  private:
    AccountMap() = default;
    [[nodiscard]] std::optional<Error> check(std::string_view state);
    [[nodiscard]] std::optional<Error> check_header(const account_map::Header& header, std::string_view state) const;
    template <class Entry>
    [[nodiscard]] bool take(const account_map::Header& header, std::size_t section, std::span<const Entry>& entries);

    std::vector<std::byte> own_;         ///< of a map in memory
    std::span<const std::byte> mapped_;  ///< of a mapped file; empty otherwise
    std::span<const std::byte> bytes_;   ///< whichever of them
    std::size_t account_count_ = 0;
    std::span<const account_map::PlanRecord> plans_;
    std::span<const char> text_;
    std::array<std::span<const std::uint64_t>, account_map::kNumberKinds> numbers_;
    std::array<std::span<const std::uint32_t>, account_map::kNumberKinds> positions_;
    std::span<const account_map::AmountCount> amounts_;
    std::span<const account_map::LastName> last_names_;
    std::span<const account_map::NamedAccount> named_;
};

}  // namespace lockbox

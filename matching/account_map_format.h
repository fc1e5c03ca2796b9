#pragma once
// The account map: every plan of the account file in one file that is mapped into memory and searched where it lies.
//
//     header | sections, each from a multiple of 8 bytes
//
//     plans              one PlanRecord a plan, by billing account and plan id: an account's plans stand together
//     text               each different text once: 2 bytes of length, then its bytes; known by its offset; "" is at 0
//     numbers            for each NumberKind: every plan's number, ascending, 8 bytes each. Sorted numbers are a trie:
//                        those with one prefix stand together, so that a search can narrow them digit by digit
//     positions          for each NumberKind: in the same order, the place of the plan among the plans, 4 bytes each
//     amounts            each different amount due, ascending, with its count
//     last_names         each different folded last name, in the order of bytes (again a trie), and where its accounts
//     begin named              one NamedAccount for each account and each of its last names, by last name, first name,
//     place
//
// Numbers are in the byte order of the machine: a map never leaves it. The header names the state of the accounts that
// the map was made of, and has a checksum of every section: a map that is stale, damaged or of another version is made
// again and never repaired. Whatever the checksums say, no offset or count of the file is used before it was compared
// with the size of what it points into.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lockbox::account_map {

inline constexpr std::array<char, 8> kMagic = {'L', 'B', 'X', 'A', 'C', 'C', 'T', 'S'};
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::uint32_t kByteOrder = 0x01020304;
inline constexpr std::size_t kAlignment = 8;
inline constexpr std::size_t kStateBytes = 64;  ///< SHA-256 in hexadecimal
inline constexpr std::size_t kNumberKinds = 4;

enum SectionId : std::uint8_t {
    kPlans,
    kText,
    kNumbers,                              ///< of the first NumberKind; the others follow
    kPositions = kNumbers + kNumberKinds,  ///< likewise
    kAmounts = kPositions + kNumberKinds,
    kLastNames,
    kNamed,
    kSections,
};

struct Section {
    std::uint64_t offset_bytes = 0, count = 0;  ///< count of entries; of bytes for text
    std::uint64_t checksum = 0;
};

struct Header {
    std::array<char, 8> magic = kMagic;
    std::uint32_t version = kVersion, byte_order = kByteOrder;
    std::uint64_t file_bytes = 0;
    std::uint64_t account_count = 0;
    std::array<char, kStateBytes> state{};
    std::array<Section, kSections> sections{};
    std::uint64_t checksum = 0;  ///< of the header up to here
};

/// Text by its offset. Numbers with leading zeros are as long as their kind says; kNoNumber: not set.
struct PlanRecord {
    std::uint64_t member_id = 0, enrollment_id = 0, invoice_number = 0;
    std::int64_t monthly_premium_cents = 0, amount_due_cents = 0;
    std::uint32_t billing_account = 0;
    std::uint32_t first_name = 0, last_name = 0, address = 0, city = 0, state = 0, zip = 0;
    std::uint32_t plan_id = 0, insurer = 0, plan_name = 0;
    std::uint32_t invoice_date = 0, due_date = 0;  ///< 20261118
    std::uint32_t coverage_month = 0;              ///< 202612
    std::uint8_t kind = 0, status = 0;
    std::uint16_t unused = 0;
};

struct AmountCount {
    std::int64_t cents = 0;
    std::uint64_t count = 0;
};

struct LastName {
    std::uint32_t text = 0;
    std::uint32_t first = 0;  ///< of its accounts among `named`; they end where the next name's begin
};

struct NamedAccount {
    std::uint32_t first_name = 0;  ///< text, folded
    std::uint32_t position = 0;    ///< of the account's first plan
};

/// Of one entry of each section, in the order of SectionId.
inline constexpr std::array<std::size_t, kSections> kEntryBytes = {
    sizeof(PlanRecord), 1, 8, 8, 8, 8, 4, 4, 4, 4, sizeof(AmountCount), sizeof(LastName), sizeof(NamedAccount)};

static_assert(sizeof(Header) == 8 + 4 + 4 + 8 + 8 + kStateBytes + kSections * 24 + 8);
static_assert(sizeof(PlanRecord) == 96 && sizeof(AmountCount) == 16 && sizeof(LastName) == 8 &&
              sizeof(NamedAccount) == 8);

}  // namespace lockbox::account_map

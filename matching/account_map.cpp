#include "matching/account_map.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "matching/checksum.h"

namespace lockbox {

using namespace account_map;

namespace {

std::string digits_of(NumberKind kind, std::uint64_t number) {
    std::string digits = std::to_string(number);
    const std::size_t count = digit_count(kind);
    return digits.size() < count ? std::string(count - digits.size(), '0') + digits : digits;
}

template <class Id>
bool set(Id& id, NumberKind kind, std::uint64_t number) {
    const auto parsed = Id::parse(digits_of(kind, number));
    if (parsed) id = *parsed;
    return parsed.has_value();
}

bool set(Date& date, std::uint32_t number) {
    const auto day = Date::of(static_cast<int>(number / 10000), number / 100 % 100, number % 100);
    if (day) date = *day;
    return day.has_value();
}

bool set(Month& month, std::uint32_t number) {
    const auto parsed = Month::parse(std::to_string(number));
    if (parsed) month = *parsed;
    return parsed.has_value();
}

Error unusable(std::string what) {
    return {std::move(what), "", "the map of the accounts is made again from the book"};
}

}  // namespace

std::size_t digit_count(NumberKind kind) {
    constexpr std::array<std::size_t, kNumberKinds> kCounts = {9, 12, 13, 10};
    return kCounts[static_cast<std::size_t>(kind)];
}

std::optional<std::uint64_t> packed(NumberKind kind, std::string_view digits) {
    if (!is_digits(digits, digit_count(kind))) return std::nullopt;
    std::uint64_t number = 0;
    for (const char digit : digits) number = number * 10 + static_cast<std::uint64_t>(digit - '0');
    return number;
}

Result<std::shared_ptr<const AccountMap>> AccountMap::open(const std::filesystem::path& file, std::string_view state) {
    const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) return Error{std::strerror(errno), file.string(), ""};
    struct stat status {};
    void* address = MAP_FAILED;
    if (::fstat(handle, &status) == 0 && status.st_size > 0) {
        address = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_SHARED, handle, 0);
    }
    ::close(handle);
    if (address == MAP_FAILED) return Error{"the file cannot be mapped", file.string(), ""};
    std::shared_ptr<AccountMap> map(new AccountMap);
    map->mapped_ = {static_cast<const std::byte*>(address), static_cast<std::size_t>(status.st_size)};
    map->bytes_ = map->mapped_;
    if (auto error = map->check(state)) {
        error->where = file.string();
        return *error;
    }
    return std::shared_ptr<const AccountMap>(std::move(map));
}

Result<std::shared_ptr<const AccountMap>> AccountMap::of(std::vector<std::byte> bytes, std::string_view state) {
    std::shared_ptr<AccountMap> map(new AccountMap);
    map->own_ = std::move(bytes);
    map->bytes_ = map->own_;
    if (auto error = map->check(state)) return *error;
    return std::shared_ptr<const AccountMap>(std::move(map));
}

AccountMap::~AccountMap() {
    if (!mapped_.empty()) ::munmap(const_cast<std::byte*>(mapped_.data()), mapped_.size());
}

std::optional<Error> AccountMap::check_header(const Header& header, std::string_view state) const {
    if (header.magic != kMagic || header.byte_order != kByteOrder) return unusable("not a map of accounts");
    if (header.version != kVersion) return unusable("a map of accounts of another version of the program");
    const auto covered = std::as_bytes(std::span(&header, 1)).first(offsetof(Header, checksum));
    if (checksum(covered) != header.checksum) return unusable("the header is damaged");
    if (header.file_bytes != bytes_.size()) return unusable("the file is cut off or has grown");
    if (std::string_view(header.state.data(), header.state.size()) != state) return unusable("the accounts changed");
    return std::nullopt;
}

template <class Entry>
bool AccountMap::take(const Header& header, std::size_t section, std::span<const Entry>& entries) {
    const Section& place = header.sections[section];
    if (place.offset_bytes % kAlignment != 0 || place.offset_bytes > bytes_.size()) return false;
    const std::span<const std::byte> rest = bytes_.subspan(place.offset_bytes);
    if (place.count > rest.size() / sizeof(Entry)) return false;
    if (checksum(rest.first(place.count * sizeof(Entry))) != place.checksum) return false;
    entries = {reinterpret_cast<const Entry*>(rest.data()), place.count};
    return true;
}

std::optional<Error> AccountMap::check(std::string_view state) {
    if (bytes_.size() < sizeof(Header)) return unusable("the file is too short");
    Header header;
    std::memcpy(&header, bytes_.data(), sizeof(Header));
    if (auto error = check_header(header, state)) return error;
    bool good = take(header, kPlans, plans_) && take(header, kText, text_) && take(header, kAmounts, amounts_) &&
                take(header, kLastNames, last_names_) && take(header, kNamed, named_);
    for (std::size_t kind = 0; kind < kNumberKinds; ++kind) {
        good = good && take(header, kNumbers + kind, numbers_[kind]) &&
               take(header, kPositions + kind, positions_[kind]) && numbers_[kind].size() == positions_[kind].size();
    }
    if (!good) return unusable("the file is damaged");
    account_count_ = header.account_count;
    return std::nullopt;
}

std::optional<Plan> AccountMap::plan(std::uint32_t position) const {
    if (position >= plans_.size()) return std::nullopt;
    const PlanRecord& record = plans_[position];
    Plan plan;
    const auto plan_id = PlanId::parse(text(record.plan_id));
    const bool good = set(plan.billing_account, NumberKind::billing_account, record.billing_account) &&
                      set(plan.member_id, NumberKind::member_id, record.member_id) &&
                      set(plan.enrollment_id, NumberKind::enrollment_id, record.enrollment_id) &&
                      set(plan.invoice_number, NumberKind::invoice_number, record.invoice_number) &&
                      set(plan.invoice_date, record.invoice_date) && set(plan.due_date, record.due_date) &&
                      set(plan.coverage_month, record.coverage_month) && plan_id.has_value() &&
                      record.kind <= static_cast<std::uint8_t>(PlanKind::dental) &&
                      record.status <= static_cast<std::uint8_t>(PlanStatus::closed);
    if (!good) return std::nullopt;
    plan.plan_id = *plan_id;
    plan.first_name = text(record.first_name);
    plan.last_name = text(record.last_name);
    plan.address = text(record.address);
    plan.city = text(record.city);
    plan.state = text(record.state);
    plan.zip = text(record.zip);
    plan.kind = static_cast<PlanKind>(record.kind);
    plan.status = static_cast<PlanStatus>(record.status);
    plan.insurer = text(record.insurer);
    plan.plan_name = text(record.plan_name);
    plan.monthly_premium = Cents(record.monthly_premium_cents);
    plan.amount_due = Cents(record.amount_due_cents);
    return plan;
}

std::span<const std::uint64_t> AccountMap::numbers(NumberKind kind) const {
    return numbers_[static_cast<std::size_t>(kind)];
}

std::span<const std::uint32_t> AccountMap::positions(NumberKind kind) const {
    return positions_[static_cast<std::size_t>(kind)];
}

std::span<const NamedAccount> AccountMap::named(std::size_t last_name) const {
    if (last_name >= last_names_.size()) return {};
    const std::size_t begin = last_names_[last_name].first;
    const std::size_t end = last_name + 1 < last_names_.size() ? last_names_[last_name + 1].first : named_.size();
    if (begin > end || end > named_.size()) return {};
    return named_.subspan(begin, end - begin);
}

std::string_view AccountMap::text(std::uint32_t offset) const {
    constexpr std::size_t kLengthBytes = 2;
    if (offset + kLengthBytes > text_.size()) return {};
    const auto low = static_cast<unsigned char>(text_[offset]), high = static_cast<unsigned char>(text_[offset + 1]);
    const std::size_t length = low + 256U * high;
    const std::span<const char> rest = text_.subspan(offset + kLengthBytes);
    return length <= rest.size() ? std::string_view(rest.data(), length) : std::string_view();
}

}  // namespace lockbox

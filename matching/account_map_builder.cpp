#include "matching/account_map_builder.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <string>
#include <tuple>
#include <utility>

#include "matching/account_map.h"
#include "matching/checksum.h"
#include "matching/folded_text.h"

namespace lockbox {

using namespace account_map;

namespace {

constexpr std::size_t kTextBytesMax = 65535;

std::uint32_t number_of(const Date& date) {
    return static_cast<std::uint32_t>(date.year()) * 10000 + date.month() * 100 + date.day();
}

std::uint32_t number_of(const Month& month) {
    const std::string text = month.to_string();  // "2026-12"
    return static_cast<std::uint32_t>(std::stoul(text.substr(0, 4)) * 100 + std::stoul(text.substr(5)));
}

template <class T>
std::span<const std::byte> bytes_of(const std::vector<T>& entries) {
    return std::as_bytes(std::span(entries));
}

std::size_t padding(std::size_t bytes) {
    return (kAlignment - bytes % kAlignment) % kAlignment;
}

Error disk_error(std::string what, const std::filesystem::path& file) {
    return {std::move(what) + ": " + std::strerror(errno), file.string(), "look for room on the disk and its rights"};
}

/// A file that is there only as long as it is written to.
class NewFile {
  public:
    explicit NewFile(const std::filesystem::path& beside) : path_(beside.string() + ".XXXXXX") {
        handle_ = ::mkostemp(path_.data(), O_CLOEXEC);
    }
    ~NewFile() {
        if (handle_ >= 0) ::close(handle_);
        if (!path_.empty()) ::unlink(path_.c_str());
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    [[nodiscard]] bool is_open() const { return handle_ >= 0; }
    bool write(std::span<const std::byte> bytes) const {
        while (!bytes.empty()) {
            const ssize_t written = ::write(handle_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return false;
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return true;
    }
    bool move_to(const std::filesystem::path& file) {
        if (::fsync(handle_) != 0 || ::rename(path_.c_str(), file.c_str()) != 0) return false;
        path_.clear();
        return true;
    }

  private:
    std::string path_;
    int handle_ = -1;
};

}  // namespace

std::size_t AccountMapBuilder::TextHash::operator()(std::uint32_t offset) const {
    return std::hash<std::string_view>{}(builder->text_at(offset));
}

bool AccountMapBuilder::TextEqual::operator()(std::uint32_t a, std::uint32_t b) const {
    return builder->text_at(a) == builder->text_at(b);
}

AccountMapBuilder::AccountMapBuilder(std::size_t plans_expected)
    : texts_(plans_expected, TextHash{this}, TextEqual{this}) {
    constexpr std::size_t kTextBytesUsual = 32;
    plans_.reserve(plans_expected);
    text_.reserve(plans_expected * kTextBytesUsual);
    static_cast<void>(text(""));
}

std::string_view AccountMapBuilder::text_at(std::uint32_t offset) const {
    const auto low = static_cast<unsigned char>(text_[offset]), high = static_cast<unsigned char>(text_[offset + 1]);
    return {text_.data() + offset + 2, low + 256U * high};
}

// Written behind the others first, and taken back where it turns out to be there already.
std::uint32_t AccountMapBuilder::text(std::string_view text) {
    text = text.substr(0, kTextBytesMax);
    const std::size_t before = text_.size();
    assert(before + 2 + text.size() <= UINT32_MAX);
    text_.push_back(static_cast<char>(text.size() % 256));
    text_.push_back(static_cast<char>(text.size() / 256));
    text_.insert(text_.end(), text.begin(), text.end());
    const auto [known, is_new] = texts_.insert(static_cast<std::uint32_t>(before));
    if (!is_new) text_.resize(before);
    return *known;
}

void AccountMapBuilder::add(const Plan& plan) {
    PlanRecord record;
    record.billing_account =
        static_cast<std::uint32_t>(packed(NumberKind::billing_account, plan.billing_account.str()).value_or(0));
    record.member_id = packed(NumberKind::member_id, plan.member_id.str()).value_or(0);
    record.enrollment_id = packed(NumberKind::enrollment_id, plan.enrollment_id.str()).value_or(0);
    record.invoice_number = packed(NumberKind::invoice_number, plan.invoice_number.str()).value_or(0);
    record.monthly_premium_cents = plan.monthly_premium.count();
    record.amount_due_cents = plan.amount_due.count();
    record.first_name = text(plan.first_name);
    record.last_name = text(plan.last_name);
    record.address = text(plan.address);
    record.city = text(plan.city);
    record.state = text(plan.state);
    record.zip = text(plan.zip);
    record.plan_id = text(plan.plan_id.str());
    record.insurer = text(plan.insurer);
    record.plan_name = text(plan.plan_name);
    record.invoice_date = number_of(plan.invoice_date);
    record.due_date = number_of(plan.due_date);
    record.coverage_month = number_of(plan.coverage_month);
    record.kind = static_cast<std::uint8_t>(plan.kind);
    record.status = static_cast<std::uint8_t>(plan.status);
    plans_.push_back(record);
}

void AccountMapBuilder::sort_plans() {
    std::sort(plans_.begin(), plans_.end(), [&](const PlanRecord& a, const PlanRecord& b) {
        return a.billing_account != b.billing_account ? a.billing_account < b.billing_account
                                                      : text_at(a.plan_id) < text_at(b.plan_id);
    });
}

void AccountMapBuilder::index_numbers(std::size_t kind, std::uint64_t (*number)(const PlanRecord&)) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> all(plans_.size());
    for (std::uint32_t at = 0; at < plans_.size(); ++at) all[at] = {number(plans_[at]), at};
    std::sort(all.begin(), all.end());
    NumberTable& table = numbers_[kind];
    table = {std::vector<std::uint64_t>(all.size()), std::vector<std::uint32_t>(all.size())};
    for (std::size_t i = 0; i < all.size(); ++i) std::tie(table.numbers[i], table.positions[i]) = all[i];
}

void AccountMapBuilder::index_amounts() {
    std::vector<std::int64_t> amounts;
    amounts.reserve(plans_.size());
    for (const PlanRecord& plan : plans_) amounts.push_back(plan.amount_due_cents);
    std::sort(amounts.begin(), amounts.end());
    amounts_.clear();
    for (const std::int64_t cents : amounts) {
        if (amounts_.empty() || amounts_.back().cents != cents) amounts_.push_back({cents, 0});
        ++amounts_.back().count;
    }
}

// A last name of several parts is found by each of them and by all run together.
void AccountMapBuilder::index_names() {
    struct Named {
        std::uint32_t last_name;
        NamedAccount account;
    };
    std::vector<Named> all;
    account_count_ = 0;
    for (std::uint32_t at = 0; at < plans_.size(); ++at) {
        if (at > 0 && plans_[at - 1].billing_account == plans_[at].billing_account) continue;
        ++account_count_;
        const std::string last_name(text_at(plans_[at].last_name));
        std::vector<std::string> last_names = folded_words(last_name);
        if (last_names.size() > 1) last_names.push_back(folded_joined(last_name));
        const std::uint32_t first_name = text(folded_joined(std::string(text_at(plans_[at].first_name))));
        if (first_name == 0) continue;
        for (const std::string& name : last_names) all.push_back({text(name), {first_name, at}});
    }
    std::sort(all.begin(), all.end(), [&](const Named& a, const Named& b) {
        if (a.last_name != b.last_name) return text_at(a.last_name) < text_at(b.last_name);
        if (a.account.first_name != b.account.first_name) {
            return text_at(a.account.first_name) < text_at(b.account.first_name);
        }
        return a.account.position < b.account.position;
    });
    last_names_.clear();
    named_.clear();
    for (const Named& one : all) {
        if (last_names_.empty() || last_names_.back().text != one.last_name) {
            last_names_.push_back({one.last_name, static_cast<std::uint32_t>(named_.size())});
        }
        named_.push_back(one.account);
    }
}

void AccountMapBuilder::index() {
    sort_plans();
    index_numbers(0, [](const PlanRecord& plan) { return std::uint64_t{plan.billing_account}; });
    index_numbers(1, [](const PlanRecord& plan) { return plan.member_id; });
    index_numbers(2, [](const PlanRecord& plan) { return plan.enrollment_id; });
    index_numbers(3, [](const PlanRecord& plan) { return plan.invoice_number; });
    index_amounts();
    index_names();
}

// In the order of SectionId.
std::vector<std::span<const std::byte>> AccountMapBuilder::sections() const {
    std::vector<std::span<const std::byte>> all = {bytes_of(plans_), bytes_of(text_)};
    for (const NumberTable& table : numbers_) all.push_back(bytes_of(table.numbers));
    for (const NumberTable& table : numbers_) all.push_back(bytes_of(table.positions));
    all.insert(all.end(), {bytes_of(amounts_), bytes_of(last_names_), bytes_of(named_)});
    return all;
}

Header AccountMapBuilder::header(std::string_view state) const {
    assert(state.size() == kStateBytes);
    Header header;
    header.account_count = account_count_;
    std::copy(state.begin(), state.end(), header.state.begin());
    header.file_bytes = sizeof(Header);
    const auto all = sections();
    for (std::size_t i = 0; i < all.size(); ++i) {
        header.sections[i] = {header.file_bytes, all[i].size() / kEntryBytes[i], checksum(all[i])};
        header.file_bytes += all[i].size() + padding(all[i].size());
    }
    header.checksum = checksum(std::as_bytes(std::span(&header, 1)).first(offsetof(Header, checksum)));
    return header;
}

bool AccountMapBuilder::give(std::string_view state, const std::function<bool(std::span<const std::byte>)>& take) {
    constexpr std::array<std::byte, kAlignment> kZeros{};
    index();
    const Header head = header(state);
    if (!take(std::as_bytes(std::span(&head, 1)))) return false;
    const auto all = sections();
    return std::all_of(all.begin(), all.end(), [&](std::span<const std::byte> section) {
        return take(section) && take(std::span(kZeros).first(padding(section.size())));
    });
}

std::vector<std::byte> AccountMapBuilder::bytes(std::string_view state) {
    std::vector<std::byte> map;
    give(state, [&](std::span<const std::byte> some) {
        map.insert(map.end(), some.begin(), some.end());
        return true;
    });
    return map;
}

Result<void> AccountMapBuilder::write(const std::filesystem::path& file, std::string_view state) {
    NewFile made(file);
    if (!made.is_open()) return disk_error("the map of the accounts cannot be made", file);
    if (!give(state, [&](std::span<const std::byte> some) { return made.write(some); }) || !made.move_to(file)) {
        return disk_error("the map of the accounts cannot be written", file);
    }
    return {};
}

}  // namespace lockbox

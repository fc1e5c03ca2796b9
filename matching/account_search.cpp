#include "matching/account_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "matching/folded_text.h"
#include "matching/number_search.h"
#include "matching/word_index.h"

namespace lockbox {
namespace {

constexpr std::array<std::string_view, 4> kFields = {"name", "number", "address", "insurer"};
constexpr std::size_t kWordsMax = 8, kQuestionBytesMax = 200;
constexpr std::size_t kNumberDigitsMin = 4;
constexpr std::size_t kNumbersMax = 5'000;  // that begin with the digits typed
constexpr double kDigitError = 0.01;        // for a number with a digit wrong: only its order matters
constexpr float kNearNumber = 0.65F, kBegunNumber = 0.9F, kWholeNumber = 1.0F;

constexpr std::array<NumberKind, 4> kNumberKinds = {NumberKind::billing_account, NumberKind::member_id,
                                                    NumberKind::enrollment_id, NumberKind::invoice_number};

bool is_number(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The words of a question. One that is nothing but digits and what people put between them is one number too.
std::vector<std::string> words_of(std::string_view question) {
    std::vector<std::string> words = folded_words(question.substr(0, kQuestionBytesMax));
    if (words.size() > 1 && std::all_of(words.begin(), words.end(), is_number)) {
        std::string joined;
        for (const std::string& word : words) joined += word;
        if (joined.size() >= kNumberDigitsMin) return {joined};
    }
    if (words.size() > kWordsMax) words.resize(kWordsMax);
    return words;
}

/// What an account has of one question.
struct Tally {
    float score = 0;
    std::uint8_t words = 0, word = 0;  ///< how many, and the last one that was counted, from 1
    std::uint8_t fields = 0;           ///< bits of SearchField
};

}  // namespace

std::string_view to_word(SearchField field) {
    return kFields[static_cast<std::size_t>(field)];
}

struct AccountSearch::Index {
    std::vector<std::uint32_t> first_plan;  ///< by account; one more at the end
    WordIndex names, addresses, insurers;

    [[nodiscard]] std::uint32_t account_of(std::uint32_t plan) const {
        const auto after = std::upper_bound(first_plan.begin(), first_plan.end(), plan);
        return static_cast<std::uint32_t>(after - first_plan.begin()) - 1;
    }
    [[nodiscard]] std::size_t accounts() const { return first_plan.size() - 1; }
};

namespace {

class IndexMaker {
  public:
    explicit IndexMaker(const AccountSearch::Aliases& aliases) {
        for (const auto& [alias, insurer] : aliases) also_called_[insurer].push_back(alias);
    }

    void add(const Plan& plan, bool first_of_account, std::uint32_t account, WordIndex& names, WordIndex& addresses,
             WordIndex& insurers) {
        if (first_of_account) {
            add_words(plan.first_name + " " + plan.last_name, account, names);
            add_words(plan.address + " " + plan.city + " " + plan.state + " " + plan.zip, account, addresses);
            seen_.clear();
        }
        if (std::find(seen_.begin(), seen_.end(), plan.insurer) != seen_.end()) return;
        seen_.push_back(plan.insurer);
        std::string all = plan.insurer + " " + std::string(to_word(plan.kind));
        if (const auto found = also_called_.find(plan.insurer); found != also_called_.end()) {
            for (const std::string& alias : found->second) all += " " + alias + " " + folded_joined(alias);
        }
        add_words(all, account, insurers);
    }

  private:
    static void add_words(const std::string& text, std::uint32_t account, WordIndex& index) {
        std::vector<std::string> words = folded_words(text);
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        for (const std::string& word : words) index.add(word, account);
    }

    std::unordered_map<std::string, std::vector<std::string>> also_called_;
    std::vector<std::string> seen_;
};

/// One question, word by word.
class Question {
  public:
    explicit Question(std::size_t accounts) : tallies_(accounts), accounts_(accounts) {}

    void next_word() { ++word_; }
    void add(const WordIndex& index, std::string_view typed, bool unfinished, SearchField field, float weight) {
        for (const WordFit& fit : index.near(typed, unfinished)) {
            const auto accounts = index.accounts(fit.word);
            const auto seldom = static_cast<float>(
                std::log2(1.0 + static_cast<double>(accounts_) / static_cast<double>(accounts.size())));
            for (const std::uint32_t account : accounts) count(account, weight * fit.quality * (1 + seldom), field);
        }
    }
    void count(std::uint32_t account, float score, SearchField field) {
        Tally& tally = tallies_[account];
        if (tally.word == word_) return;  // this word counts once, where it fits best
        tally.word = word_;
        ++tally.words;
        tally.score += score;
        tally.fields |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(field));
        most_words_ = std::max(most_words_, tally.words);
    }
    [[nodiscard]] std::vector<std::uint32_t> best(std::size_t limit) const {
        std::vector<std::uint32_t> found;
        if (most_words_ == 0) return found;
        for (std::uint32_t account = 0; account < tallies_.size(); ++account) {
            if (tallies_[account].words == most_words_) found.push_back(account);
        }
        const auto before = [&](std::uint32_t a, std::uint32_t b) {
            return tallies_[a].score != tallies_[b].score ? tallies_[a].score > tallies_[b].score : a < b;
        };
        const std::size_t count = std::min(limit, found.size());
        std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(), before);
        found.resize(count);
        return found;
    }
    [[nodiscard]] const Tally& tally(std::uint32_t account) const { return tallies_[account]; }

  private:
    std::vector<Tally> tallies_;
    std::size_t accounts_;
    std::uint8_t word_ = 0, most_words_ = 0;
};

}  // namespace

AccountSearch::AccountSearch(std::shared_ptr<const AccountMap> map, const Aliases& insurer_aliases)
    : map_(std::move(map)) {
    auto index = std::make_unique<Index>();
    IndexMaker maker(insurer_aliases);
    BillingAccount last;
    for (std::uint32_t at = 0; at < map_->plan_count(); ++at) {
        const auto plan = map_->plan(at);
        if (!plan) continue;
        const bool first = index->first_plan.empty() || plan->billing_account != last;
        if (first) index->first_plan.push_back(at);
        last = plan->billing_account;
        const auto account = static_cast<std::uint32_t>(index->first_plan.size() - 1);
        maker.add(*plan, first, account, index->names, index->addresses, index->insurers);
    }
    index->first_plan.push_back(static_cast<std::uint32_t>(map_->plan_count()));
    index->names.finish();
    index->addresses.finish();
    index->insurers.finish();
    index_ = std::move(index);
}

AccountSearch::~AccountSearch() = default;

namespace {

/// The numbers of a kind that begin with the digits or, of a whole number, are a slip away.
void add_numbers(const AccountMap& map, NumberKind kind, const std::string& digits, Question& question,
                 const auto& account_of) {
    const auto numbers = map.numbers(kind);
    const auto positions = map.positions(kind);
    const std::size_t length = digit_count(kind);
    if (digits.size() < kNumberDigitsMin || digits.size() > length) return;
    std::uint64_t low = 0, step = 1;
    for (const char digit : digits) low = low * 10 + static_cast<std::uint64_t>(digit - '0');
    for (std::size_t i = digits.size(); i < length; ++i) step *= 10;
    low *= step;
    const auto from = std::lower_bound(numbers.begin(), numbers.end(), low);
    const float quality = digits.size() == length ? kWholeNumber : kBegunNumber;
    const auto weight = static_cast<float>(digits.size());
    std::size_t taken = 0;
    for (auto at = from; at != numbers.end() && *at < low + step && taken < kNumbersMax; ++at, ++taken) {
        question.count(account_of(positions[static_cast<std::size_t>(at - numbers.begin())]), weight * quality,
                       SearchField::number);
    }
    if (digits.size() != length || taken > 0) return;
    const std::vector<Alternative<std::string>> read = {{digits, 1 - kDigitError}};
    for (const NearNumber& near : near_numbers(numbers, length, read, kDigitError, {10, 1})) {
        question.count(account_of(positions[near.at]), weight * kNearNumber, SearchField::number);
    }
}

}  // namespace

std::vector<FoundAccount> AccountSearch::find(std::string_view text, std::size_t limit) const {
    const std::vector<std::string> words = words_of(text);
    const bool finished = !text.empty() && text.back() == ' ';
    Question question(index_->accounts());
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool unfinished = !finished && i + 1 == words.size();
        question.next_word();
        if (is_number(words[i])) {
            for (const NumberKind kind : kNumberKinds) {
                add_numbers(*map_, kind, words[i], question,
                            [&](std::uint32_t plan) { return index_->account_of(plan); });
            }
        } else {
            question.add(index_->names, words[i], unfinished, SearchField::name, 2);
            question.add(index_->insurers, words[i], unfinished, SearchField::insurer, 1);
        }
        question.add(index_->addresses, words[i], unfinished, SearchField::address, 1);
    }
    std::vector<FoundAccount> found;
    for (const std::uint32_t account : question.best(limit)) {
        const Tally& tally = question.tally(account);
        FoundAccount one{index_->first_plan[account], tally.words, tally.score, {}};
        for (std::size_t field = 0; field < kFields.size(); ++field) {
            if ((tally.fields >> field & 1U) != 0) one.matched.push_back(static_cast<SearchField>(field));
        }
        found.push_back(std::move(one));
    }
    return found;
}

std::vector<std::uint32_t> AccountSearch::plans_of(std::uint32_t first_plan) const {
    std::vector<std::uint32_t> plans;
    const std::uint32_t account = index_->account_of(first_plan);
    for (std::uint32_t at = index_->first_plan[account]; at < index_->first_plan[account + 1]; ++at)
        plans.push_back(at);
    return plans;
}

}  // namespace lockbox

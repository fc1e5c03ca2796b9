#include "matching/written_words.h"

#include <algorithm>
#include <array>

#include "matching/folded_text.h"

namespace lockbox {
namespace {

constexpr std::array<std::string_view, 37> kWordsAboutInsurance = {
    "health", "dental",  "insurance", "ins",      "premium", "premiums", "plan",    "payment", "pmt",  "pay",
    "bill",   "medical", "coverage",  "monthly",  "month",   "for",      "the",     "and",     "of",   "jan",
    "feb",    "mar",     "apr",       "may",      "jun",     "jul",      "aug",     "sep",     "sept", "oct",
    "nov",    "dec",     "december",  "november", "january", "october",  "february"};

// "Cape Cod Five" and its like are savings banks that started with five-cent deposits.
constexpr std::array<std::string_view, 12> kWordsOfBanks = {"bank",      "bankers",     "savings", "credit",
                                                            "union",     "trust",       "federal", "fcu",
                                                            "financial", "cooperative", "coop",    "five"};

// What checks have printed where people write, read with it or alone.
constexpr std::array<std::string_view, 29> kWordsOfForms = {
    "memo",   "for",      "re",      "acct",          "account", "authorized", "authorised", "signature",
    "signed", "date",     "dollars", "pay",           "to",      "the",        "order",      "of",
    "void",   "mp",       "drawer",  "purchaser",     "signer",  "remitter",   "address",    "payment",
    "money",  "personal", "postal",  "international", "cashier"};

// How names of firms end.
constexpr std::array<std::string_view, 18> kFormsOfCompanies = {
    "inc",     "incorporated", "llc",  "llp",   "lp",   "ltd",  "co",         "corp",     "corporation",
    "company", "pc",           "pllc", "group", "sons", "bros", "associates", "services", "enterprises"};

bool is_year(std::string_view word) {
    return word.size() == 4 && word.starts_with("20") && is_digits(word, 4);
}

// Letters that hands and readers exchange with digits.
char as_digit(char c) {
    constexpr std::string_view kLetters = "oOQDlIi|!zZsSbBgqTA";
    constexpr std::string_view kDigits = "0000111112255869974";
    static_assert(kLetters.size() == kDigits.size());
    if (c >= '0' && c <= '9') return c;
    const std::size_t at = kLetters.find(c);
    return at == std::string_view::npos ? '\0' : kDigits[at];
}

std::string digits_of(std::string_view line) {
    std::string digits;
    for (const char c : line) {
        if (as_digit(c) != '\0') digits += as_digit(c);
    }
    return digits;
}

bool holds_word(const std::vector<std::string>& words, const std::string& wanted) {
    return std::find(words.begin(), words.end(), wanted) != words.end();
}

}  // namespace

bool is_about_insurance(std::string_view line) {
    const std::vector<std::string> words = folded_words(line);
    return !words.empty() && std::all_of(words.begin(), words.end(), [](const std::string& word) {
        return is_year(word) ||
               std::find(kWordsAboutInsurance.begin(), kWordsAboutInsurance.end(), word) != kWordsAboutInsurance.end();
    });
}

bool is_a_bank(std::string_view line) {
    const std::vector<std::string> words = folded_words(line);
    return words.size() > 1 && std::any_of(words.begin(), words.end(), [](const std::string& word) {
               return std::find(kWordsOfBanks.begin(), kWordsOfBanks.end(), word) != kWordsOfBanks.end();
           });
}

bool is_a_company(std::string_view line) {
    const std::vector<std::string> words = folded_words(line);
    return words.size() > 1 &&
           std::find(kFormsOfCompanies.begin(), kFormsOfCompanies.end(), words.back()) != kFormsOfCompanies.end();
}

bool is_print_of_forms(std::string_view line) {
    const std::vector<std::string> words = folded_words(line);
    return !words.empty() && std::all_of(words.begin(), words.end(), [](const std::string& word) {
        return std::find(kWordsOfForms.begin(), kWordsOfForms.end(), word) != kWordsOfForms.end();
    });
}

bool is_a_place(std::string_view line) {
    std::vector<std::string> words = folded_words(line);
    const bool zip = !words.empty() && is_digits(words.back(), 5);
    if (zip) words.pop_back();
    if (words.size() < 2 || words.size() > 3) return false;  // a name may stand before the town
    const std::string& state = words.back();
    // "Ma" is a last name too.
    const bool after_comma = line.find(',') != std::string_view::npos;
    return state == "massachusetts" || state == "mass" || (state == "ma" && (zip || after_comma));
}

bool looks_like_a_number(std::string_view line) {
    const auto digits = std::count_if(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits >= 5;
}

double number_likeness(std::string_view line, const Plan& plan) {
    const std::string read = digits_of(line);
    double best = 0;
    for (const std::string* own : {&plan.member_id.str(), &plan.billing_account.str(), &plan.enrollment_id.str()}) {
        best = std::max(best, similarity(read, *own));
    }
    return best;
}

bool says_who(const TextReading& line, const InsurersWritten& insurers) {
    const Alternative<std::string>* best = line.best();
    if (best == nullptr) return true;  // unread writing may be a name
    const std::string& text = best->value;
    if (looks_like_a_number(text) || is_about_insurance(text)) return false;
    if (is_a_bank(text) || is_print_of_forms(text) || is_a_place(text)) return false;
    const std::string joined = folded_joined(best->value);
    return std::none_of(
        insurers.mentions.begin(), insurers.mentions.end(),
        [&](const InsurersWritten::Mention& mention) { return similarity(joined, mention.as_read) > 0.6; });
}

bool address_agrees(const std::vector<std::string>& lines, const Plan& plan) {
    std::vector<std::string> read;
    for (const std::string& line : lines) {
        for (std::string& word : folded_words(line)) read.push_back(std::move(word));
    }
    const std::vector<std::string> street = folded_words(plan.address);
    const std::string zip = plan.zip.substr(0, 5);
    return street.size() >= 2 && holds_word(read, street[0]) && holds_word(read, street[1]) && holds_word(read, zip);
}

}  // namespace lockbox

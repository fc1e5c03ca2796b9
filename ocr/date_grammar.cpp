#include "ocr/date_grammar.h"

#include <array>
#include <string>
#include <string_view>

namespace lockbox {
namespace {

using Node = Grammar::Node;
constexpr auto kAdd = Effect::Kind::add;

constexpr std::int64_t kMonth = 100, kYear = 10000;
constexpr double kNoMark = -2.0;  // "117/26": a mark lost
constexpr double kUnusual = -1.0;
constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};

class DateGrammar {
  public:
    DateGrammar() {
        const Node start = node(), end = node();
        grammar_.skip(Grammar::kStart, start);
        grammar_.any_of(start, start, " .-_");
        grammar_.any_of(end, end, " .-_,");
        grammar_.end(end);
        // 11/7/26
        const Node year = node();
        grammar_.skip(mark(number(mark(number(start, 12, kMonth)), 31, 1)), year);
        // 2026-11-07
        grammar_.skip(number(mark(number(mark(long_year(start)), 12, kMonth)), 31, 1), end, kUnusual);
        // Nov 7, 2026 and 7 Nov 2026
        const Node day = number(gap(month_name(start)), 31, 1);
        grammar_.skip(gap(suffix(day)), year);
        grammar_.skip(gap(month_name(gap(suffix(number(start, 31, 1))))), year, kUnusual);
        grammar_.skip(long_year(year), end);
        const Node apostrophe = node();
        grammar_.skip(year, apostrophe);
        grammar_.any_of(year, apostrophe, "'", kUnusual);
        grammar_.skip(two_digits(apostrophe, kYear, 2000), end);
    }
    Grammar take() { return std::move(grammar_); }

  private:
    Node node() { return grammar_.node(); }
    void digit(Node from, Node to, int d, std::int64_t value) {
        grammar_.word(from, to, std::string(1, static_cast<char>('0' + d)), {kAdd, value});
    }

    /// 1 to `max`, with or without a leading zero.
    Node number(Node from, int max, std::int64_t unit) {
        const Node to = node(), zero = node();
        grammar_.word(from, zero, "0");
        for (int d = 1; d <= 9; ++d) {
            digit(from, to, d, d * unit);
            digit(zero, to, d, d * unit);
        }
        for (int tens = 1; tens * 10 <= max; ++tens) {
            const Node second = node();
            digit(from, second, tens, 10 * tens * unit);
            for (int d = 0; d <= 9 && 10 * tens + d <= max; ++d) digit(second, to, d, d * unit);
        }
        return to;
    }
    Node two_digits(Node from, std::int64_t unit, std::int64_t plus) {
        const Node first = node(), second = node();
        for (int d = 0; d <= 9; ++d) {
            digit(from, first, d, 10 * d * unit + plus * unit);
            digit(first, second, d, d * unit);
        }
        return second;
    }
    Node long_year(Node from) {
        const Node century = node(), apart = node();
        grammar_.word(from, century, "20");
        grammar_.skip(century, apart);
        grammar_.any_of(century, apart, " ", kUnusual);  // where "20" is printed
        return two_digits(apart, kYear, 2000);
    }
    /// A mark between numbers; ones and bars look alike.
    Node mark(Node from) {
        const Node first = node(), to = node(), before = node();
        grammar_.skip(from, before);
        grammar_.any_of(from, before, " ");
        grammar_.any_of(before, first, "/-.");
        grammar_.any_of(before, first, " ,", kUnusual);
        grammar_.skip(before, to, kNoMark);
        grammar_.skip(first, to);
        grammar_.any_of(first, to, " ");
        return to;
    }
    Node gap(Node from) {
        const Node to = node();
        grammar_.skip(from, to);
        const Node more = node();
        grammar_.any_of(from, more, " .,-/");
        grammar_.any_of(more, more, " .,");
        grammar_.skip(more, to);
        return to;
    }
    Node month_name(Node from) {
        const Node to = node();
        for (std::size_t m = 0; m < kMonths.size(); ++m) {
            const Effect month{kAdd, static_cast<std::int64_t>(m + 1) * kMonth};
            grammar_.word(from, to, kMonths[m], month);
            if (kMonths[m].size() > 3) grammar_.word(from, to, kMonths[m].substr(0, 3), month);
            if (kMonths[m] == "september") grammar_.word(from, to, "sept", month);
        }
        return to;
    }
    Node suffix(Node from) {
        const Node to = node();
        grammar_.skip(from, to);
        for (const std::string_view text : {"st", "nd", "rd", "th"}) grammar_.word(from, to, text);
        return to;
    }

    Grammar grammar_;
};

}  // namespace

const GrammarSearch& date_grammar() {
    static const GrammarSearch search(DateGrammar().take());
    return search;
}

}  // namespace lockbox

#include "ocr/amount_grammar.h"

#include <array>
#include <string>
#include <string_view>

namespace lockbox {
namespace {

using Kind = Effect::Kind;
using Node = Grammar::Node;

// How unusual a form is, in nats; round figures from how payers write, not fitted to any set.
constexpr double kWholeDollars = -1.0;    // figures without cents
constexpr double kWholeThousands = -2.0;  // ... of four digits and more, without a mark: a point is lost more easily
constexpr double kLostPoint = -2.0;       // "24700" for 247.00
constexpr double kNoFraction = -2.0;      // words without "no/100"
constexpr double kMisspelled = -2.0;
constexpr double kBareFraction = -1.0;                    // "and 45" without the bar
constexpr double kNoSpace = -0.5;                         // words written together
constexpr double kTailBegins = -3.0, kTailGoesOn = -0.3;  // what is none of the amount, and each character of it

constexpr std::int64_t kDollar = 100;

/// Any number of these characters.
void loop(Grammar& grammar, Node at, std::string_view characters) {
    grammar.any_of(at, at, characters);
}

/// "/100" in what it shrinks to when it is scribbled, or nothing.
void hundredths(Grammar& grammar, Node from, Node to) {
    for (const std::string_view text : {"/100", "/ 100", "/00", "/xx", "/XX", "/1oo", "/10", "/1", "/"}) {
        grammar.word(from, to, text, {}, text == "/100" ? 0 : kBareFraction);
    }
}

/// "xx" and "no" where the cents stand.
void zero_cents(Grammar& grammar, Node from, Node to, Effect effect = {}) {
    for (const std::string_view text : {"xx", "XX", "no", "NO", "No", "x", "X", "oo", "OO", "zero", "none", "0"}) {
        grammar.word(from, to, text, effect);
    }
}

/// Two digits; the value grows by `more` besides.
Node two_cents_digits(Grammar& grammar, Node from, int more = 0) {
    const Node first = grammar.node(), second = grammar.node();
    for (int d = 0; d < 10; ++d) {
        grammar.word(from, first, std::string(1, static_cast<char>('0' + d)), {Kind::add, more + 10 * d});
        grammar.word(first, second, std::string(1, static_cast<char>('0' + d)), {Kind::add, d});
    }
    return second;
}

/// One more digit of whole dollars, the value so far being whole dollars in cents.
void dollar_digit(Grammar& grammar, Node from, Node to) {
    grammar.digit(from, to, Kind::shift, kDollar);
}

/// A mark of thousands and three more digits.
Node group_of_three(Grammar& grammar, Node from) {
    const Node mark = grammar.node(), spaced = grammar.node();
    grammar.any_of(from, mark, ",.' ");
    grammar.skip(mark, spaced);
    grammar.any_of(mark, spaced, " ");
    Node at = spaced;
    for (int i = 0; i < 3; ++i) {
        const Node next = grammar.node();
        dollar_digit(grammar, at, next);
        at = next;
    }
    return at;
}

Grammar figures() {
    Grammar grammar;
    const Node lead = grammar.node(), end = grammar.node(), closing = grammar.node();
    grammar.skip(Grammar::kStart, lead);
    loop(grammar, lead, "$*# -=");
    loop(grammar, closing, "-=*. _~");
    grammar.skip(closing, end);
    grammar.end(end);

    const Node cents_due = grammar.node(), after_whole = grammar.node();
    // Plain digits, one to six; a lost point splits them two before the end.
    std::array<Node, 7> plain{};
    plain[0] = lead;
    for (std::size_t i = 1; i < plain.size(); ++i) {
        plain[i] = grammar.node();
        dollar_digit(grammar, plain[i - 1], plain[i]);
        grammar.skip(plain[i], after_whole, i >= 4 ? kWholeThousands : 0);
        grammar.skip(plain[i], cents_due);
        const Node lost = grammar.node();
        grammar.skip(plain[i], lost, kLostPoint);
        grammar.skip(two_cents_digits(grammar, lost), closing);
    }
    // Thousands in groups of three behind one to three digits.
    for (std::size_t groups = 1; groups <= 2; ++groups) {
        std::array<Node, 3> first{};
        const Node separator = grammar.node();
        for (std::size_t i = 0; i < 3; ++i) {
            first[i] = grammar.node();
            dollar_digit(grammar, i == 0 ? lead : first[i - 1], first[i]);
            grammar.skip(first[i], separator);
        }
        Node at = separator;
        for (std::size_t g = 0; g < groups; ++g) at = group_of_three(grammar, at);
        grammar.skip(at, after_whole);
        grammar.skip(at, cents_due);
    }
    // Cents behind a point, a comma, a dash or a gap; raised cents come out as a gap.
    const Node mark = grammar.node(), cents = grammar.node();
    grammar.any_of(cents_due, mark, ".,-:' ");
    loop(grammar, mark, " .");
    grammar.skip(mark, cents);
    for (const Node written : {two_cents_digits(grammar, cents)}) {
        hundredths(grammar, written, closing);
        grammar.skip(written, closing);
    }
    const Node zero = grammar.node();
    zero_cents(grammar, cents, zero);
    hundredths(grammar, zero, closing);
    grammar.skip(zero, closing);
    // Whole dollars: nothing behind them, or a dash or two.
    const Node dashes = grammar.node();
    grammar.skip(after_whole, end, kWholeDollars);
    grammar.any_of(after_whole, dashes, "-=.,/_~ ", kWholeDollars / 2);
    loop(grammar, dashes, "-=.,/_~ ");
    grammar.skip(dashes, end);
    return grammar;
}

Grammar whole_dollars() {
    Grammar grammar;
    const Node lead = grammar.node(), separator = grammar.node(), end = grammar.node();
    grammar.skip(Grammar::kStart, lead);
    loop(grammar, lead, "$*# -=");
    Node at = lead;
    for (std::size_t i = 1; i <= 6; ++i) {
        const Node next = grammar.node();
        dollar_digit(grammar, at, next);
        grammar.skip(next, end);
        if (i <= 3) grammar.skip(next, separator);
        at = next;
    }
    grammar.skip(group_of_three(grammar, separator), end);
    loop(grammar, end, "-=*. _~,");
    grammar.end(end);
    return grammar;
}

Grammar raised_cents() {
    Grammar grammar;
    const Node lead = grammar.node(), end = grammar.node();
    grammar.skip(Grammar::kStart, lead);
    loop(grammar, lead, " .-");
    grammar.skip(two_cents_digits(grammar, lead, kDollar), end);
    zero_cents(grammar, lead, end, {Kind::add, kDollar});
    loop(grammar, end, "-=*. _~,/");
    grammar.end(end);
    return grammar;
}

struct Spelled {
    std::string_view word;
    int value;
    bool misspelled = false;
};
constexpr std::array<Spelled, 9> kUnits = {{{"one", 1},
                                            {"two", 2},
                                            {"three", 3},
                                            {"four", 4},
                                            {"five", 5},
                                            {"six", 6},
                                            {"seven", 7},
                                            {"eight", 8},
                                            {"nine", 9}}};
constexpr std::array<Spelled, 14> kTeens = {{{"ten", 10},
                                             {"eleven", 11},
                                             {"twelve", 12},
                                             {"thirteen", 13},
                                             {"fourteen", 14},
                                             {"fifteen", 15},
                                             {"sixteen", 16},
                                             {"seventeen", 17},
                                             {"eighteen", 18},
                                             {"nineteen", 19},
                                             {"fiveteen", 15, true},
                                             {"twelf", 12, true},
                                             {"ninteen", 19, true},
                                             {"eightteen", 18, true}}};
constexpr std::array<Spelled, 12> kTens = {{{"twenty", 20},
                                            {"thirty", 30},
                                            {"forty", 40},
                                            {"fifty", 50},
                                            {"sixty", 60},
                                            {"seventy", 70},
                                            {"eighty", 80},
                                            {"ninety", 90},
                                            {"fourty", 40, true},
                                            {"ninty", 90, true},
                                            {"twenny", 20, true},
                                            {"fivety", 50, true}}};

/// Writes numbers below one hundred times `unit` cents; keeps its nodes for what may follow.
class Words {
  public:
    Words() {
        const Node lead = node();
        grammar_.skip(Grammar::kStart, lead);
        for (const std::string_view text : {"exactly ", "only ", "pay "})
            grammar_.word(lead, lead, text, {}, kNoFraction);
        loop(grammar_, lead, "*-$ ");
        const Node small = group(lead, false), after_thousand = node();
        grammar_.word(spaced(small), after_thousand, "thousand", {Kind::thousand, 0});
        const Node gap = spaced(after_thousand);
        const Node joined = node();
        grammar_.skip(gap, joined);
        grammar_.word(gap, joined, "and ", {}, kNoSpace);
        const Node rest = group(joined, true);
        const Node dollars = node();
        for (const Node complete : {small, after_thousand, rest}) grammar_.skip(complete, dollars);
        fraction(dollars);
    }
    Grammar take() { return std::move(grammar_); }

  private:
    Node node() { return grammar_.node(); }

    /// What may stand between two words.
    Node spaced(Node from) {
        const Node gap = node(), to = node();
        grammar_.skip(from, to, kNoSpace);
        grammar_.any_of(from, gap, " -.,");
        loop(grammar_, gap, " -");
        grammar_.skip(gap, to);
        return to;
    }
    template <std::size_t N>
    void one_of(Node from, Node to, const std::array<Spelled, N>& words, std::int64_t unit) {
        for (const Spelled& spelled : words) {
            grammar_.word(from, to, spelled.word, {Kind::add, spelled.value * unit},
                          spelled.misspelled ? kMisspelled : 0);
        }
    }
    /// One to ninety-nine; returns the node behind it. `units_only` gets those that were a single digit.
    Node below_hundred(Node from, std::int64_t unit, Node units_only, Node round_tens) {
        const Node complete = node(), tens = node();
        one_of(from, units_only, kUnits, unit);
        one_of(from, complete, kTeens, unit);
        one_of(from, tens, kTens, unit);
        one_of(spaced(tens), complete, kUnits, unit);
        grammar_.skip(tens, round_tens);
        return complete;
    }
    /// One to nine hundred ninety-nine, and "twelve hundred" unless thousands were said.
    Node group(Node from, bool after_thousand) {
        const Node units = node(), tens = node(), complete = node(), hundred = node();
        const Node odd = below_hundred(from, kDollar, units, tens);
        grammar_.word(spaced(units), hundred, "hundred", {Kind::hundred, 0});
        grammar_.word(spaced(units), hundred, "hundered", {Kind::hundred, 0}, kMisspelled);
        if (!after_thousand) grammar_.word(spaced(odd), hundred, "hundred", {Kind::hundred, 0}, kNoSpace);
        for (const Node done : {units, tens, odd, hundred}) grammar_.skip(done, complete);
        const Node gap = spaced(hundred), joined = node(), last_units = node(), last_tens = node();
        grammar_.skip(gap, joined);
        grammar_.word(gap, joined, "and ", {}, kNoSpace);
        const Node last = below_hundred(joined, kDollar, last_units, last_tens);
        for (const Node done : {last_units, last_tens, last}) grammar_.skip(done, complete);
        return complete;
    }
    void fraction(Node dollars) {
        const Node end = node(), closing = node();
        loop(grammar_, closing, "-_=~*. ");
        grammar_.skip(closing, end);
        grammar_.end(end);
        const Node named = node(), said_dollars = node();
        grammar_.skip(dollars, named);
        for (const std::string_view text : {"dollars", "dollar", "dols"})
            grammar_.word(spaced(dollars), said_dollars, text);
        grammar_.skip(said_dollars, named);
        // Whole dollars, said or left open.
        const Node even = node();
        grammar_.skip(named, closing, kNoFraction);
        for (const std::string_view text : {"even", "exactly", "only"}) grammar_.word(spaced(named), even, text);
        grammar_.skip(even, closing);

        const Node gap = spaced(named), cents = node();
        grammar_.skip(gap, cents, kNoSpace);
        for (const std::string_view text : {"and", "&", "+", "an", "amd"}) {
            const Node behind = node();
            grammar_.word(gap, behind, text, {}, text.size() == 2 ? kMisspelled : 0);
            grammar_.skip(spaced(behind), cents);
        }
        const Node written = two_cents_digits(grammar_, cents), zero = node(), closed = node();
        zero_cents(grammar_, cents, zero);
        const Node whole = node();
        for (const Node amount : {written, zero}) {
            hundredths(grammar_, amount, whole);
            grammar_.skip(amount, closed, kBareFraction);
            grammar_.word(spaced(amount), closed, "cents");
        }
        grammar_.skip(whole, closed);
        anything_after(whole, end);
        const Node units = node(), tens = node();
        const Node odd = below_hundred(cents, 1, units, tens);
        for (const Node amount : {units, tens, odd}) grammar_.word(spaced(amount), closed, "cents");
        // "Ninety dollars and sixty-five": of what, goes without saying.
        const Node conjunction = node(), last_units = node(), last_tens = node();
        grammar_.word(spaced(said_dollars), conjunction, "and");
        const Node last = below_hundred(spaced(conjunction), 1, last_units, last_tens);
        for (const Node amount : {last_units, last_tens, last}) grammar_.skip(amount, closed, kBareFraction);
        grammar_.skip(closed, closing);
        const Node said = node(), printed = node();
        for (const std::string_view text : {"only", "exactly", "even"}) grammar_.word(spaced(closed), said, text);
        grammar_.word(spaced(closed), printed, "dollars");
        grammar_.word(spaced(said), closing, "dollars");
        grammar_.word(spaced(printed), closing, "only");
        grammar_.skip(said, closing);
        grammar_.skip(printed, closing);
    }
    /// Behind a whole fraction nothing changes the amount: print at the line's end, and dashes that read as letters.
    void anything_after(Node whole, Node end) {
        constexpr std::string_view kAnything = "abcdefghijklmnopqrstuvwxyz0123456789 -_=~*.,/'&";
        const Node tail = node();
        grammar_.any_of(whole, tail, kAnything, kTailBegins);
        grammar_.any_of(tail, tail, kAnything, kTailGoesOn);
        grammar_.skip(tail, end);
    }

    Grammar grammar_;
};

Grammar digits() {
    Grammar grammar;
    const Node start = grammar.node(), within = grammar.node();
    grammar.skip(Grammar::kStart, start);
    loop(grammar, start, "$*# -=.,'/");
    loop(grammar, within, " -=.,'/");
    // The leading 1 keeps zeros in front.
    for (int d = 0; d < 10; ++d) {
        const std::string text(1, static_cast<char>('0' + d));
        grammar.word(start, within, text, {Kind::add, 10 + d});
        grammar.word(within, within, text, {Kind::shift, d});
    }
    grammar.end(within);
    return grammar;
}

}  // namespace

const GrammarSearch& figures_grammar() {
    static const GrammarSearch search(figures());
    return search;
}

const GrammarSearch& whole_dollars_grammar() {
    static const GrammarSearch search(whole_dollars());
    return search;
}

const GrammarSearch& raised_cents_grammar() {
    static const GrammarSearch search(raised_cents());
    return search;
}

const GrammarSearch& words_grammar() {
    static const GrammarSearch search(Words().take());
    return search;
}

const GrammarSearch& digits_grammar() {
    static const GrammarSearch search(digits());
    return search;
}

}  // namespace lockbox

#include "ocr/ctc.h"
#include "ocr/written_fields.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <map>
#include <random>

#include "drawn_lattice.h"
#include "ocr/amount_grammar.h"
#include "ocr/calibration.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

Lattice random_lattice(std::mt19937& random, std::string alphabet, std::size_t steps) {
    Lattice lattice;
    lattice.alphabet = std::move(alphabet);
    lattice.steps = steps;
    std::exponential_distribution<double> weight(1);
    for (std::size_t t = 0; t < steps; ++t) {
        std::vector<double> row(lattice.classes());
        double sum = 0;
        for (double& p : row) sum += p = std::pow(weight(random), 2) + 1e-3;
        for (const double p : row) lattice.log_probability.push_back(static_cast<float>(std::log(p / sum)));
    }
    return lattice;
}

/// What a way through the lattice spells: repeats and blanks taken out.
std::string spelled(const Lattice& lattice, const std::vector<std::size_t>& way) {
    std::string text;
    std::size_t last = Lattice::kBlank;
    for (const std::size_t cls : way) {
        if (cls != Lattice::kBlank && cls != last) text += lattice.alphabet[cls - 1];
        last = cls;
    }
    return text;
}

/// The slow twin of everything: every way through the lattice, one by one, with its log-probability.
template <class Take>
void for_every_way(const Lattice& lattice, Take take) {
    std::vector<std::size_t> way(lattice.steps, 0);
    for (;;) {
        double log_p = 0;
        for (std::size_t t = 0; t < lattice.steps; ++t) log_p += lattice.at(t, way[t]);
        take(way, log_p);
        std::size_t t = 0;
        while (t < way.size() && ++way[t] == lattice.classes()) way[t++] = 0;
        if (t == way.size()) return;
    }
}

std::map<std::string, double> every_text(const Lattice& lattice) {
    std::map<std::string, double> sums;
    for_every_way(lattice, [&](const std::vector<std::size_t>& way, double log_p) {
        sums[spelled(lattice, way)] += std::exp(log_p);
    });
    return sums;
}

/// What the best value of a clear line may claim.
double share_of_best(const GrammarSearch& grammar, std::string_view text) {
    const Lattice lattice = clear_lattice(text);
    const auto values = calibrated(grammar(lattice), greedy_text(lattice), {1, 3});
    return values.empty() ? 0 : values.front().probability;
}

}  // namespace

TEST_CASE("the probability of a string is the sum over all ways to write it") {
    std::mt19937 random(7);
    for (int round = 0; round < 20; ++round) {
        const Lattice lattice = random_lattice(random, "ab1", 2 + round % 5);
        double sum = 0;
        for (const auto& [text, probability] : every_text(lattice)) {
            CAPTURE(text);
            CHECK(std::exp(log_probability(lattice, text)) == doctest::Approx(probability).epsilon(1e-5));
            CHECK(best_way_log_probability(lattice, text) <= log_probability(lattice, text) + 1e-9);
            sum += probability;
        }
        CHECK(sum == doctest::Approx(1));
    }
}

TEST_CASE("a string that cannot be there has no probability") {
    std::mt19937 random(3);
    const Lattice lattice = random_lattice(random, "ab", 3);
    CHECK(std::isinf(log_probability(lattice, "abab")));
    CHECK(std::isinf(log_probability(lattice, "aa1")));
    CHECK(std::isinf(log_probability(lattice, "aaa")));  // three equal ones need blanks between
    CHECK(std::isinf(log_probability(Lattice{}, "a")));
    CHECK_FALSE(std::isinf(log_probability(lattice, "")));
}

TEST_CASE("a search sums every spelling of a value") {
    // Values are the digits; letters and signs may stand anywhere.
    Grammar grammar;
    const auto within = grammar.node();
    for (const char* sign : {"a", "-"}) {
        grammar.word(Grammar::kStart, Grammar::kStart, sign);
        grammar.word(within, within, sign);
    }
    for (const int d : {1, 2}) {
        grammar.word(Grammar::kStart, within, std::to_string(d), {Effect::Kind::add, d});
        grammar.word(within, within, std::to_string(d), {Effect::Kind::shift, d});
    }
    grammar.end(within);
    const GrammarSearch search(grammar);
    std::mt19937 random(11);
    for (int round = 0; round < 12; ++round) {
        const Lattice lattice = random_lattice(random, "a1-2", 3 + round % 4);
        std::map<std::int64_t, double> twin;
        for (const auto& [text, probability] : every_text(lattice)) {
            std::string digits;
            for (const char c : text) digits += c == '1' || c == '2' ? std::string(1, c) : "";
            if (!digits.empty()) twin[std::stoll(digits)] += probability;
        }
        const std::vector<Meaning> found = search(lattice, {100000, 1000});
        REQUIRE(found.size() == twin.size());
        for (const Meaning& meaning : found) {
            CAPTURE(meaning.value);
            CHECK(std::exp(meaning.log_probability) == doctest::Approx(twin[meaning.value]).epsilon(1e-4));
        }
        // A beam that keeps little finds the best all the same where it is clear, and never more than there is.
        for (const Meaning& meaning : search(lattice, {8, 6})) {
            CHECK(std::exp(meaning.log_probability) <= twin[meaning.value] * 1.0001);
        }
    }
}

TEST_CASE("the text within a line") {
    const Lattice line = clear_lattice("id 780283055252 x");
    CHECK(log_ratio_within(line, "780283055252") > -0.01);
    CHECK(log_ratio_within(line, "780283055253") < -3);
    CHECK(log_ratio_within(line, "80283") > -0.01);
    CHECK(std::isinf(log_ratio_within(line, "")));
    CHECK(LineForTexts().empty());
    CHECK(std::isinf(LineForTexts().log_ratio_within("8")));
    CHECK(greedy_text(line).text == "id 780283055252 x");
    CHECK(greedy_text(restricted(line, "0123456789 ")).text.find("780283055252") != std::string::npos);
    CHECK(greedy_text(folded_to_lower(clear_lattice("Blue CROSS"))).text == "blue cross");
}

TEST_CASE("a letter as a word of its own, and as a part of one") {
    for (const std::string line : {"n patel", "n. patel", "patel, n", "a n patel", "patel n."}) {
        CAPTURE(line);
        CHECK(LineForTexts(clear_lattice(line)).log_ratio_of_word("n") > -0.01);
    }
    for (const std::string line : {"nancy patel", "ann patel", "patel ann", "pannel", "x"}) {
        CAPTURE(line);
        CHECK(LineForTexts(clear_lattice(line)).log_ratio_of_word("n") < -3);
    }
    CHECK(LineForTexts(clear_lattice("ann patel")).log_ratio_of_word("ann") > -0.01);
    CHECK(LineForTexts(clear_lattice("anna patel")).log_ratio_of_word("ann") < -3);
    CHECK(std::isinf(LineForTexts().log_ratio_of_word("n")));
}

TEST_CASE("a word of its own is the best way of all that write it with no letter beside it") {
    std::mt19937 random(5);
    const auto is_letter = [](char c) { return c == 'a' || c == 'b'; };
    for (int round = 0; round < 20; ++round) {
        const Lattice lattice = random_lattice(random, "ab1 ", 2 + round % 5);
        for (const std::string word : {"a", "ab"}) {
            double twin = -1e300, best = -1e300;
            for_every_way(lattice, [&](const std::vector<std::size_t>& way, double log_p) {
                best = std::max(best, log_p);
                const std::string text = spelled(lattice, way);
                for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
                    const std::size_t end = at + word.size();
                    const bool alone =
                        (at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]));
                    if (alone) twin = std::max(twin, log_p);
                }
            });
            CAPTURE(word);
            const double found = LineForTexts(lattice).log_ratio_of_word(word);
            if (twin < -1e200)
                CHECK(std::isinf(found));
            else
                CHECK(found == doctest::Approx(twin - best).epsilon(1e-4));
        }
    }
}

TEST_CASE("figures mean cents") {
    const std::pair<const char*, std::int64_t> rows[] = {{"123.45", 12345},
                                                         {"$352.50", 35250},
                                                         {"1,234.00", 123400},
                                                         {"**352.50", 35250},
                                                         {"123 45/100", 12345},
                                                         {"123 45", 12345},
                                                         {"123 xx/100", 12300},
                                                         {"410 no/100", 41000},
                                                         {"123-", 12300},
                                                         {"45.00--", 4500},
                                                         {"1.234,-", 123400},
                                                         {"24700", 24700},
                                                         {"12,345,678.90", 1234567890},
                                                         {"7.05", 705},
                                                         {"88", 8800},
                                                         {"$ 1 234.56", 123456}};
    for (const auto& [text, cents] : rows) {
        CAPTURE(text);
        const std::vector<Meaning> found = figures_grammar()(clear_lattice(text));
        REQUIRE_FALSE(found.empty());
        CHECK(found.front().value == cents);
    }
    CHECK(share_of_best(figures_grammar(), "hello") < 0.001);
}

TEST_CASE("words mean cents") {
    const std::pair<const char*, std::int64_t> rows[] = {{"eight hundred three and 87/100", 80387},
                                                         {"one thousand two hundred seventy and no/100", 127000},
                                                         {"forty-five dollars and xx/100", 4500},
                                                         {"twelve hundred and 00/100", 120000},
                                                         {"ninety-nine and fifty cents", 9950},
                                                         {"three hundred fifty two & 50/100", 35250},
                                                         {"threehundredfiftytwo and 5/100", -1},
                                                         {"two thousand and five dollars", 200500},
                                                         {"fourty two and 10/100 ------", 4210},
                                                         {"four hundred dollars and 12 cents", 40012},
                                                         {"four hundred dollars and sixty-five", 40065},
                                                         {"six hundred nineteen and 01/100 dollars", 61901},
                                                         {"eight hundred forty-seven & 41/100 only", 84741},
                                                         {"two hundred and 00/100 onlydollars", 20000},
                                                         {"five hundred three & 00/100 dollars only", 50300},
                                                         {"twenty one thousand four hundred and 00/100", 2140000}};
    for (const auto& [text, cents] : rows) {
        CAPTURE(text);
        const std::vector<Meaning> found = words_grammar()(clear_lattice(text));
        if (cents < 0) {
            CHECK((found.empty() || found.front().log_probability < -3));
            continue;
        }
        REQUIRE_FALSE(found.empty());
        CHECK(found.front().value == cents);
    }
    CHECK(share_of_best(words_grammar(), "the health connector") < 0.001);
}

TEST_CASE("what stands behind a whole fraction is no part of the amount, and costs little") {
    const std::pair<const char*, std::int64_t> rows[] = {{"four hundred eight and 48/100----ororrr-onrooor-", 40848},
                                                         {"five hundred three & 00/100 0n24", 50300},
                                                         {"one hundred and xx/100 void after 90 days", 10000}};
    for (const auto& [text, cents] : rows) {
        CAPTURE(text);
        const Reading<Cents> read = read_words(clear_lattice(text));
        REQUIRE(read.best());
        CHECK(read.best()->value == Cents(cents));
        CHECK(read.best()->probability > 0.9);
    }
    const auto cost_nats = [](const char* text) {
        return -words_grammar()(clear_lattice(text)).front().log_probability;
    };
    for (const char* usual : {"one hundred and 20/100 only", "one hundred and 20/100 only dollars",
                              "one hundred and 20/100 dollars only"}) {
        CAPTURE(usual);
        CHECK(cost_nats(usual) + 2 < cost_nats("one hundred and 20/100 ollars"));
    }
    CHECK_FALSE(read_words(clear_lattice("one hundred and fiddle dee dee")).sure(0.1));
}

TEST_CASE("a lattice that says two things is sure of neither, and nothing is ever certain") {
    Lattice both = clear_lattice("123.45");
    make_doubtful(both, "123.45", 1, '7');
    const auto doubtful = calibrated(figures_grammar()(both), greedy_text(both), {1, 8});
    REQUIRE(doubtful.size() >= 2);
    CHECK(doubtful[0].probability < 0.55);
    CHECK(doubtful[1].probability > 0.2);  // "1273.45" is a third way to see it
    const Lattice clear = clear_lattice("123.45", 0.9999999);
    const auto sure = calibrated(figures_grammar()(clear), greedy_text(clear), {1, 50});
    REQUIRE_FALSE(sure.empty());
    CHECK(sure[0].probability > 0.999);
    CHECK(sure[0].probability < 1);
    CHECK(calibrated({}, {}, {}).empty());
}

TEST_CASE("what the line says anyway is doubted less than what it only could say") {
    const Lattice clear = clear_lattice("123.45", 0.9999999), other = clear_lattice("12E.45");
    const auto best = [](const Lattice& line, const Calibration& calibration) {
        return calibrated(figures_grammar()(line), greedy_text(line), calibration).front().probability;
    };
    CHECK(best(clear, {1, 3}) == doctest::Approx(1 / (1 + std::exp(-3))).epsilon(0.001));
    CHECK(best(clear, {1, 3, 0, 8}) == doctest::Approx(1 / (1 + std::exp(-8))).epsilon(0.001));
    CHECK(best(other, {1, 3}) < 0.6);
    CHECK(best(other, {1, 3, 0, 8}) == doctest::Approx(best(other, {1, 3})).epsilon(0.1));
}

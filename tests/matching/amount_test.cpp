#include "matching/amount.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "readings.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

constexpr double kRisk = 8e-5;

Reading<Cents> amounts(const std::vector<Alternative<Cents>>& alternatives) {
    Reading<Cents> reading;
    reading.presence = Presence::read;
    reading.alternatives = alternatives;
    return reading;
}
Alternative<Cents> at(std::string_view amount, double probability) {
    return {dollars(amount), probability};
}

std::string told(const AmountOpinion& opinion) {
    const std::string amount = opinion.amount ? opinion.amount->to_string() : "-";
    switch (opinion.state) {
        case AmountState::certain:
            return amount;
        case AmountState::mismatch:
            return "mismatch";
        case AmountState::unreadable:
            return "unreadable " + amount;
    }
    return "";
}

}  // namespace

TEST_CASE("figures, words and what is due") {
    struct Row {
        std::string_view what, told;
        Reading<Cents> figures, words;
        std::vector<Cents> expected;
    };
    const std::vector<Cents> due = {dollars("86.04")};
    const Reading<Cents> none, unread = illegible<Cents>();
    for (const Row& row : std::vector<Row>{
             {"both clear", "86.04", amounts({at("86.04", 0.9)}), amounts({at("86.04", 0.9)}), due},
             {"figures weak, words clear", "86.04", amounts({at("86.04", 0.5), at("86.09", 0.1)}),
              amounts({at("86.04", 0.9)}), due},
             {"figures' second choice", "86.04", amounts({at("80.04", 0.5), at("86.04", 0.4)}),
              amounts({at("86.04", 0.93)}), due},
             {"not due, both clear", "52.00", amounts({at("52.00", 0.98)}), amounts({at("52.00", 0.98)}), due},
             {"not due, but one misread digit of it from what is due", "unreadable 86.04",
              amounts({at("86.09", 0.98), at("86.04", 0.01)}), amounts({at("86.09", 0.98), at("86.04", 0.01)}), due},
             {"not due, cents clear", "86.09", amounts({at("86.09", 0.99), at("86.04", 1e-7)}),
              amounts({at("86.09", 0.99), at("86.04", 1e-7)}), due},
             {"not due, both weak", "unreadable 52.00", amounts({at("52.00", 0.6)}), amounts({at("52.00", 0.6)}), due},
             {"figures alone", "unreadable 86.04", amounts({at("86.04", 0.95)}), unread, due},
             {"words alone", "unreadable 86.04", unread, amounts({at("86.04", 0.97)}), due},
             {"words not there", "unreadable 86.04", amounts({at("86.04", 0.95)}), none, due},
             {"nothing", "unreadable -", none, unread, due},
             {"words say a hundred more", "mismatch", amounts({at("86.04", 0.8)}), amounts({at("186.04", 0.999)}), due},
             {"both clear, and different", "mismatch", amounts({at("50.00", 0.999)}), amounts({at("60.00", 0.999)}), due},
             {"weak and different", "unreadable 60.00", amounts({at("50.00", 0.4)}), amounts({at("60.00", 0.9)}), due},
             {"a point lost in the figures", "86.04", amounts({at("8604.00", 0.85), at("86.04", 0.06)}),
              amounts({at("86.04", 0.95)}), due},
             {"a figure of the dollars that may be another", "unreadable 86.04",
              amounts({at("36.04", 0.85), at("86.04", 0.06)}), amounts({at("86.04", 0.95)}), due},
             {"figures wholly different, and clear", "mismatch", amounts({at("8604.00", 0.999)}),
              amounts({at("86.04", 0.999)}), due},
             {"zero is never read", "unreadable 86.04", amounts({at("0.00", 0.95)}), amounts({at("0.00", 0.95)}), due},
         }) {
        CAPTURE(row.what);
        AmountWitnesses witnesses;
        witnesses.figures = row.figures;
        witnesses.words = row.words;
        witnesses.expected = row.expected;
        CHECK(told(weigh_amount(witnesses, kRisk)) == row.told);
    }
}

TEST_CASE("print is not misread twice in one way") {
    AmountWitnesses witnesses;
    witnesses.figures = witnesses.words = amounts({at("86.09", 0.998), at("86.04", 1e-4)});
    witnesses.expected = {dollars("86.04")};
    CHECK(told(weigh_amount(witnesses, kRisk)) == "unreadable 86.09");
    witnesses.lettering = Lettering::printed;
    CHECK(told(weigh_amount(witnesses, kRisk)) == "86.09");
}

TEST_CASE("a machine prints one number twice, and still a clear difference is a person's") {
    AmountWitnesses witnesses;
    witnesses.figures = amounts({at("87.50", 0.99)});
    witnesses.words = amounts({at("87.56", 0.8), at("87.06", 0.01)});
    witnesses.expected = {dollars("87.50")};
    CHECK(told(weigh_amount(witnesses, kRisk)) == "unreadable 87.50");
    witnesses.by_machine = true;
    CHECK(told(weigh_amount(witnesses, kRisk)) == "87.50");
    witnesses.figures = {};  // not found
    witnesses.words = amounts({at("87.50", 0.999)});
    CHECK(told(weigh_amount(witnesses, kRisk)) == "87.50");
    witnesses.figures = amounts({at("87.50", 0.99)});
    witnesses.words = amounts({at("87.56", 0.99)});
    CHECK(told(weigh_amount(witnesses, kRisk)) == "mismatch");
    witnesses.figures = amounts({at("81.50", 0.9)});  // nothing is due but the third
    witnesses.words = amounts({at("87.56", 0.9)});
    CHECK(told(weigh_amount(witnesses, kRisk)).starts_with("unreadable"));
}

TEST_CASE("the order of alternatives does not matter, and more doubt never makes more certain") {
    AmountWitnesses witnesses;
    witnesses.words = amounts({at("86.04", 0.9), at("56.04", 0.05)});
    witnesses.expected = {dollars("86.04"), dollars("41.07")};
    witnesses.figures = amounts({at("86.04", 0.6), at("36.04", 0.2), at("86.09", 0.1)});
    const double one_way = weigh_amount(witnesses, kRisk).probability;
    std::reverse(witnesses.figures.alternatives.begin(), witnesses.figures.alternatives.end());
    std::reverse(witnesses.words.alternatives.begin(), witnesses.words.alternatives.end());
    std::reverse(witnesses.expected.begin(), witnesses.expected.end());
    CHECK(weigh_amount(witnesses, kRisk).probability == doctest::Approx(one_way));
    double last = 1;
    for (const double sure : {0.95, 0.8, 0.6, 0.4, 0.2, 0.1}) {
        witnesses.figures = amounts({at("86.04", sure), at("36.04", 0.04)});
        const double probability = weigh_amount(witnesses, kRisk).probability;
        CHECK(probability < last);
        last = probability;
    }
}

TEST_CASE("every opinion explains itself") {
    AmountWitnesses witnesses;
    witnesses.figures = amounts({at("86.04", 0.9)});
    witnesses.words = illegible<Cents>();
    const AmountOpinion opinion = weigh_amount(witnesses, kRisk);
    REQUIRE(opinion.evidence.size() == 3);
    CHECK(opinion.evidence[0].text == "The figures read best as $86.04");
    CHECK(opinion.evidence[1].text == "The words could not be read");
    CHECK(opinion.evidence[2].text == "$86.04 is not what is due");
}

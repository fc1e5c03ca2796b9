#include "matching/name_fit.h"

#include <doctest/doctest.h>

#include "../ocr/drawn_lattice.h"
#include "ocr/lattice_code.h"
#include "readings.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

const std::vector<SubscriberName> kPeople = {{"Ana", "Ramos"},     {"John", "Ruiz"},   {"Lena", "Moreau"}, {"Pat", "Doe"},
                                             {"Cyrus", "Kowalski"}, {"Ines", "Duarte"}, {"Nora", "Finch"}};
constexpr NameLikelihood::Shares kShares{0.8, 0.1};

TextReading seen(const Lattice& lattice) {
    TextReading reading = illegible<std::string>();
    reading.lattice = encode(lattice);
    return reading;
}
double nats(const TextReading& line, const SubscriberName& name) {
    return NameLikelihood(line, kPeople).nats(name, kShares, 10);
}

}  // namespace

TEST_CASE("a name in the usual ways to write it, asked of text and of pixels") {
    const SubscriberName bill{"William", "O'Brien"};
    for (const std::string written : {"William O'Brien", "O'BRIEN, WILLIAM", "Bill OBrien", "W. O'Brien", "William J. O'Brien",
                                      "for William O'Brien Dec"}) {
        CAPTURE(written);
        CHECK(nats(text(written), bill) > 5);
        CHECK(nats(seen(clear_lattice(written)), bill) > 5);
    }
    for (const std::string written : {"Pat Doe", "William Finch", "Health premium", "12 Elm St"}) {
        CAPTURE(written);
        CHECK(nats(text(written), bill) < 1);
        CHECK(nats(seen(clear_lattice(written)), bill) < 1);
    }
}

TEST_CASE("the last name alone is the household's, and worth less than the whole") {
    const double whole = nats(text("Maria Szymanski"), {"Maria", "Szymanski"});
    const double last = nats(text("Peter Szymanski"), {"Maria", "Szymanski"});
    CHECK(last > 1);
    CHECK(last < whole - 3);
}

TEST_CASE("an initial fits everybody whom it begins, a whole name only those who bear it") {
    const SubscriberName nancy{"Nancy", "Szymanski"}, nicole{"Nicole", "Szymanski"};
    const auto of_both = [&](auto&& judge) {
        judge(text("N. Szymanski"), text("Nancy Szymanski"));
        judge(seen(clear_lattice("N. Szymanski")), seen(clear_lattice("Nancy Szymanski")));
    };
    of_both([&](const TextReading& initial, const TextReading& whole) {
        CHECK(nats(initial, nicole) == doctest::Approx(nats(initial, nancy)).epsilon(0.01));
        CHECK(nats(initial, nicole) > 5);
        CHECK(nats(whole, nancy) > 5);
        CHECK(nats(whole, nicole) < nats(text("Peter Szymanski"), nicole) + 1);  // one of the household
    });
}

TEST_CASE("pixels that best spell another name still tell the right one from strangers") {
    const std::string read = "Ana Romos";
    Lattice lattice = clear_lattice(read);
    make_doubtful(lattice, read, 5, 'a');
    CHECK(nats(seen(lattice), {"Ana", "Ramos"}) > 5);
    CHECK(nats(seen(lattice), {"Ina", "Roman"}) < nats(seen(lattice), {"Ana", "Ramos"}));
}

TEST_CASE("what nobody can read speaks for nobody, and a clear name of somebody else against") {
    const TextReading scrawl = seen(clear_lattice("Xqz wvvk", 0.05));
    for (const SubscriberName& person : kPeople) CHECK(std::abs(nats(scrawl, person)) < 2.5);
    CHECK(nats(text("Cyrus Kowalski"), {"Ana", "Ramos"}) < -1.5);
    CHECK(NameLikelihood(text("Cyrus Kowalski"), kPeople).names({"Cyrus", "Kowalski"}));
    CHECK_FALSE(NameLikelihood(text("Cyrus Kowalski"), kPeople).names({"Ana", "Ramos"}));
}

TEST_CASE("no line says more than it is allowed to") {
    CHECK(NameLikelihood(text("Ana Ramos"), kPeople).nats({"Ana", "Ramos"}, kShares, 4) == 4);
}

TEST_CASE("against all who are no candidates a line weighs as against anybody whose name it is not") {
    const auto stranger = [](const TextReading& line) { return NameLikelihood(line, kPeople).nats_of_a_stranger(kShares); };
    const double somebody = stranger(text("Maria Szymanski"));
    CHECK(somebody == doctest::Approx(nats(text("Maria Szymanski"), {"Xavier", "Quill"})).epsilon(0.1));
    CHECK(somebody < -1.5);
    // A line that may be anybody's speaks against nobody, and one that is the name of many against few.
    CHECK(stranger(seen(clear_lattice("Xqz wvvk", 0.05))) == doctest::Approx(0).epsilon(0.2));
    CHECK(stranger(text("Ana Ramos")) == doctest::Approx(0).epsilon(0.2));
    CHECK(stranger(text("Ana Ramos")) <= 1e-9);
}

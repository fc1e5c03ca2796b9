#include "ocr/fraction_zeros.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "ocr/ctc.h"
#include "ocr/written_fields.h"
#include "tests/ocr/drawn_lattice.h"

using namespace lockbox;

namespace {

constexpr int kPitch_px = 12, kLetterWidth_px = 9, kLetterHeight_px = 12;
using Letter = std::array<const char*, kLetterHeight_px>;

// A dotted zero, as typewriters and bill-pay printers write it, and the letters that it is taken for.
constexpr Letter kZero = {"..#####..", ".##...##.", "##.....##", "##.....##", "##..#..##", "##.###.##",
                          "##.###.##", "##..#..##", "##.....##", "##.....##", ".##...##.", "..#####.."};
constexpr Letter kEight = {"..#####..", ".##...##.", "##.....##", ".##...##.", "..#####..", "..#####..",
                           ".##...##.", "##.....##", "##.....##", "##.....##", ".##...##.", "..#####.."};
constexpr Letter kOne = {"...##....", "..###....", ".####....", "...##....", "...##....", "...##....",
                         "...##....", "...##....", "...##....", "...##....", "...##....", ".######.."};
constexpr Letter kBar = {".......##", ".......##", "......##.", "......##.", ".....##..", ".....##..",
                         "....##...", "....##...", "...##....", "...##....", "..##.....", "..##....."};
constexpr Letter kBlock = {"#########", "#########", "#########", "#########", "#########", "#########",
                           "#########", "#########", "#########", "#########", "#########", "#########"};

const Letter& letter_of(char c) {
    return c == '0' ? kZero : c == '8' ? kEight : c == '1' ? kOne : c == '/' ? kBar : kBlock;
}

struct Line {
    PageImage image;
    Lattice lattice;
};

/// `printed` on paper, of which the reader believes to see `seen`.
Line line_of(const std::string& printed, const std::string& seen, double sure = 0.97) {
    Line line{{}, test::clear_lattice(seen, sure)};
    line.lattice.step_px = kPitch_px / 3.0;  // three steps a character
    line.image.width_px = kPitch_px * static_cast<int>(printed.size() + 1);
    line.image.height_px = kLetterHeight_px + 8;
    line.image.pixels.assign(static_cast<std::size_t>(line.image.width_px * line.image.height_px), 255);
    for (std::size_t i = 0; i < printed.size(); ++i) {
        if (printed[i] == ' ') continue;
        const int left_px = static_cast<int>(i) * kPitch_px + kPitch_px / 3 - kLetterWidth_px / 2;
        for (int y = 0; y < kLetterHeight_px; ++y) {
            for (int x = 0; x < kLetterWidth_px; ++x) {
                if (letter_of(printed[i])[static_cast<std::size_t>(y)][x] != '#' || left_px + x < 0) continue;
                line.image.pixels[static_cast<std::size_t>((y + 4) * line.image.width_px + left_px + x)] = 0;
            }
        }
    }
    return line;
}

std::string read(const Line& line) {
    return greedy_text(with_zeros_of_hundred(line.image, line.lattice)).text;
}

}  // namespace

TEST_CASE("cents that look like the zeros of the hundred are zeros") {
    struct Row {
        std::string printed, seen, read;
    };
    for (const Row& row : {
             Row{"ten and 00/100", "ten and 88/188", "ten and 00/100"},
             Row{"ten and 00/100", "ten and 08/160", "ten and 00/100"},
             Row{"ten and 80/100", "ten and 88/188", "ten and 80/100"},
             Row{"ten and 88/100", "ten and 88/188", "ten and 88/100"},
             Row{"ten and 10/100", "ten and 18/1B8", "ten and 10/100"},
             Row{"ten and 00/100 dollars", "ten and 88/188 dollars", "ten and 00/100 dollars"},
             // Zeros that the reader knows: it is left alone, right or wrong.
             Row{"ten and 80/100", "ten and 88/100", "ten and 88/100"},
             // Nothing to learn from: the hundred is of two faces or is not there.
             Row{"ten and 00/108", "ten and 88/188", "ten and 88/188"},
             Row{"ten and 00", "ten and 88", "ten and 88"},
             Row{"ten 8 00", "ten 8 00", "ten 8 00"},
         }) {
        CAPTURE(row.printed);
        CAPTURE(row.seen);
        CHECK(read(line_of(row.printed, row.seen)) == row.read);
    }
}

TEST_CASE("the amount is read as printed, and an 8 stays an 8 that the reader sees") {
    const Line zeros = line_of("two hundred and 00/100", "two hundred and 88/188");
    CHECK_FALSE(read_words(zeros.lattice).sure(0.9) == Cents(200'00));
    CHECK(read_words(with_zeros_of_hundred(zeros.image, zeros.lattice)).sure(0.9) == Cents(200'00));
    const Line eights = line_of("two hundred and 88/100", "two hundred and 88/100");
    CHECK(read_words(with_zeros_of_hundred(eights.image, eights.lattice)).sure(0.9) == Cents(200'88));
}

TEST_CASE("steps stay distributions, and a line without steps stays empty") {
    const Line line = line_of("ten and 00/100", "ten and 88/188");
    const Lattice told = with_zeros_of_hundred(line.image, line.lattice);
    REQUIRE(told.steps == line.lattice.steps);
    for (std::size_t t = 0; t < told.steps; ++t) {
        double sum = 0;
        for (std::size_t c = 0; c < told.classes(); ++c) sum += std::exp(static_cast<double>(told.at(t, c)));
        CHECK(sum == doctest::Approx(1).epsilon(1e-3));
    }
    CHECK(with_zeros_of_hundred({}, {}).empty());
}

TEST_CASE("a line that was read twice learns its zeros in both readings") {
    Line line = line_of("two hundred and 00/100", "two hundred and 88/188");
    line.lattice.unspread = std::make_shared<const Lattice>(line.lattice);
    const Lattice told = with_zeros_of_hundred(line.image, line.lattice);
    REQUIRE(told.unspread != nullptr);
    CHECK(greedy_text(*told.unspread).text == "two hundred and 00/100");
    CHECK(read_words(told).sure(0.9) == Cents(200'00));
}

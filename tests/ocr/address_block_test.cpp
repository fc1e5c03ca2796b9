#include "ocr/address_block.h"

#include <doctest/doctest.h>

#include "ocr/payer_print.h"

using namespace lockbox;

namespace {

constexpr int kDpi = 200;

/// One line of print, a word a box, 12 px a letter.
TextSegment line(const std::string& text, int left_px, int top_px, int height_px = 16) {
    TextSegment segment;
    int x = left_px;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t to = std::min(text.find(' ', from), text.size());
        const int width = 12 * static_cast<int>(to - from);
        segment.words.push_back({text.substr(from, to - from), 0.9, {x, top_px, width, height_px}});
        x += width + 6;
        from = to + 1;
    }
    segment.box = {left_px, top_px, x - 6 - left_px, height_px};
    return segment;
}
TextSegment centred(const std::string& text, int middle_px, int top_px) {
    TextSegment segment = line(text, 0, top_px);
    const int shift = middle_px - segment.box.width_px / 2;
    segment.box.left_px += shift;
    for (TextWord& word : segment.words) word.box.left_px += shift;
    return segment;
}

TextSegment up_to(const std::string& text, int right_px, int top_px) {
    const TextSegment at_zero = line(text, 0, top_px);
    return line(text, right_px - at_zero.box.width_px, top_px);
}

std::vector<std::string> texts(const AddressBlock& block) {
    std::vector<std::string> all;
    for (const TextSegment& segment : block.lines) all.push_back(segment.text());
    return all;
}
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a name, a street and a town, in one block whatever stands around it") {
    const std::vector<TextSegment> print = {line("53-7917/110", 1000, 40),   line("Old Cape Savings", 60, 20),
                                            line("Hyannis, Mass.", 60, 45),  line("Dennis Dorsey", 60, 95, 20),
                                            line("389 River Rd", 62, 122),   line("North Adams, MA 01247", 60, 146),
                                            line("(508) 555-0140", 60, 170), line("Date", 700, 95)};
    const auto blocks = find_address_blocks(print, kDpi);
    REQUIRE(blocks.size() == 1);
    CHECK(texts(blocks[0]) == Lines{"Dennis Dorsey", "389 River Rd", "North Adams, MA 01247"});
}

TEST_CASE("lines about one middle, and two blocks beside each other") {
    const std::vector<TextSegment> print = {
        centred("MOHAMMED DAVIS", 600, 40),     line("Cape Trust Co", 60, 40),
        centred("428 Prospect Ter", 601, 64),   line("PO BOX 5", 60, 64),
        centred("Brockton, MA 02302", 599, 88), line("Boston, MA 02101-0005", 60, 88)};
    const auto blocks = find_address_blocks(print, kDpi);
    REQUIRE(blocks.size() == 2);
    CHECK(texts(blocks[0]) == Lines{"MOHAMMED DAVIS", "428 Prospect Ter", "Brockton, MA 02302"});
    CHECK(texts(blocks[1]) == Lines{"Cape Trust Co", "PO BOX 5", "Boston, MA 02101-0005"});
}

TEST_CASE("a large name, two names, ragged boxes, and a long line that is no address") {
    const auto lines_of = [](const std::vector<TextSegment>& print) {
        const auto blocks = find_address_blocks(print, kDpi);
        return blocks.empty() ? Lines{} : texts(blocks.front());
    };
    CHECK(lines_of({line("DEBORAH LI", 47, 52, 24), line("985 CHESTNUT RD", 43, 80, 25),
                    line("EVERETT, MA 02149", 47, 105)}) ==
          Lines{"DEBORAH LI", "985 CHESTNUT RD", "EVERETT, MA 02149"});
    CHECK(lines_of({line("Ana Ramos", 60, 20), line("Luis Ramos", 60, 44), line("12 Elm St", 60, 68),
                    line("Salem, MA 01970", 60, 92)}) ==
          Lines{"Ana Ramos", "Luis Ramos", "12 Elm St", "Salem, MA 01970"});
    CHECK(lines_of({line("pay the sum that is named below to", 60, 68), line("Salem, MA 01970", 60, 92)}) ==
          Lines{"Salem, MA 01970"});
}

TEST_CASE("a bank's imprint right above the payer is none of the payer's lines") {
    for (const char* town : {"Quincy, Massachusetts 02169", "Hyannis, Mass.", "Lowell, MA", "Boston, MA 02101"}) {
        CAPTURE(town);
        const auto payer =
            highest_address({line("Mystic Valley Bank", 60, 20), line(town, 60, 44), line("Ryan Smith", 60, 68),
                             line("199 Summer Ter", 60, 92), line("Salem, MA 01970", 60, 116)},
                            kDpi);
        REQUIRE(payer);
        CHECK(texts(*payer) == Lines{"Ryan Smith", "199 Summer Ter", "Salem, MA 01970"});
    }
}

TEST_CASE("a zero of the ZIP code taken for a letter") {
    CHECK(find_address_blocks({line("12 Elm St", 60, 68), line("Beverly, MAQ1915", 60, 92)}, kDpi).size() == 1);
    CHECK(find_address_blocks({line("12 Elm St", 60, 68), line("Beverly, MA O2741-2612", 60, 92)}, kDpi).size() == 1);
    CHECK(find_address_blocks({line("12 Elm St", 60, 68), line("Beverly, MAQO915", 60, 92)}, kDpi).empty());
}

TEST_CASE("what is no town ends no block") {
    for (const std::string text :
         {"Hyannis, Mass.", "1234", "MA 0197", "Invoice 4033169722", "aa 01970", "A1 01970", ""}) {
        CAPTURE(text);
        CHECK(find_address_blocks({line("Ana Ramos", 60, 20), line(text, 60, 44)}, kDpi).empty());
    }
    CHECK(find_address_blocks({}, kDpi).empty());
}

TEST_CASE("lines that end at one edge, as in an upper right corner") {
    const auto blocks = find_address_blocks(
        {up_to("William Silva", 1150, 40), up_to("37 Hillside St", 1149, 64), up_to("Worcester, MA 01604", 1151, 88)},
        kDpi);
    REQUIRE(blocks.size() == 1);
    CHECK(texts(blocks[0]) == Lines{"William Silva", "37 Hillside St", "Worcester, MA 01604"});
}

TEST_CASE("a payer is told from a bank that stands higher by the street") {
    std::vector<TextSegment> print = {line("Quinsigamond Savings", 60, 30), line("Lowell, MA 01852", 60, 54)};
    const auto bank = highest_address(print, kDpi);
    REQUIRE(bank);
    CHECK_FALSE(has_street(*bank));
    print.push_back(line("Diane Castillo", 600, 36));
    print.push_back(line("358 Grove Ter", 600, 60));
    print.push_back(line("Beverly, MA 01915", 600, 84));
    const auto payer = highest_address(print, kDpi);
    REQUIRE(payer);
    CHECK(has_street(*payer));
    CHECK(payer->lines.front().text() == "Diane Castillo");
}

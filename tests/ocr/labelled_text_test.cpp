#include "ocr/labelled_text.h"

#include <doctest/doctest.h>

#include <array>

#include "tests/ocr/page_of_text.h"

using namespace lockbox;
using test::placed_line;
using test::PlacedText;

namespace {

constexpr std::array<std::string_view, 5> kLabels = {"total due", "insurer", "plan name", "plan", "member id"};

LabelledText page_of(const std::vector<PlacedText>& placed) {
    std::vector<TextLine> lines;
    for (const PlacedText& text : placed) lines.push_back(placed_line(text));
    return {segments_of(lines), kLabels, 200};
}

std::string value(const std::vector<PlacedText>& placed, std::string_view label) {
    const std::array<std::string_view, 1> wanted = {label};
    const auto found = page_of(placed).value_of(wanted, [](const std::string& text) { return text.size() > 1; });
    return found ? found->text() : "-";
}

}  // namespace

TEST_CASE("A line is cut where a column ends, not between words") {
    TextLine line = placed_line({100, 50, "Member ID"});
    const TextLine right = placed_line({500, 50, "Total due"});
    line.words.insert(line.words.end(), right.words.begin(), right.words.end());
    line.words.push_back({"|", 0.3, {900, 50, 2, 20}});
    const auto segments = segments_of({line, TextLine{}});
    REQUIRE(segments.size() == 2);
    CHECK(segments[0].text() == "Member ID");
    CHECK(segments[1].text() == "Total due");
    CHECK(segments[1].box == Box{500, 50, 88, 20});
}

TEST_CASE("A value stands below its label, to its right, or behind it") {
    struct Row {
        const char* name;
        std::vector<PlacedText> text;
        const char* label;
        const char* expected;
    };
    const Row rows[] = {
        {"below", {{100, 50, "Insurer"}, {100, 80, "Altus Dental"}}, "insurer", "Altus Dental"},
        {"right", {{100, 50, "Insurer:"}, {300, 50, "Altus Dental"}}, "insurer", "Altus Dental"},
        {"behind", {{100, 50, "Insurer: Altus Dental"}}, "insurer", "Altus Dental"},
        {"behind a lone colon", {{100, 50, "Insurer : Altus Dental"}}, "insurer", "Altus Dental"},
        {"a colon points to the right",
         {{100, 50, "Insurer:"}, {400, 50, "Altus Dental"}, {100, 75, "December 2026"}},
         "insurer",
         "Altus Dental"},
        {"the nearer one without a colon",
         {{100, 50, "Insurer"}, {400, 50, "December 2026"}, {100, 75, "Altus Dental"}},
         "insurer",
         "Altus Dental"},
        {"another label is no value",
         {{100, 50, "Plan"}, {300, 50, "Insurer"}, {100, 75, "Standard Gold"}},
         "plan",
         "Standard Gold"},
        {"the longer label wins", {{100, 50, "Plan name: Gold"}}, "plan name", "Gold"},
        {"the longer label is not the shorter one", {{100, 50, "Plan name: Gold"}}, "plan", "-"},
        {"a misread label", {{100, 50, "lnsurer"}, {100, 80, "Altus Dental"}}, "insurer", "Altus Dental"},
        {"a joined label", {{100, 50, "TotalDue:"}, {300, 50, "$12.00"}}, "total due", "$12.00"},
        {"too far below", {{100, 50, "Insurer"}, {100, 150, "Altus Dental"}}, "insurer", "-"},
        {"too far right", {{100, 50, "Insurer"}, {900, 50, "Altus Dental"}}, "insurer", "-"},
        {"another column", {{100, 50, "Insurer"}, {300, 80, "Altus Dental"}}, "insurer", "-"},
        {"no label", {{100, 50, "Altus Dental"}}, "insurer", "-"},
        {"nothing", {}, "insurer", "-"},
    };
    for (const Row& row : rows) {
        CAPTURE(std::string(row.name));
        CHECK(value(row.text, row.label) == row.expected);
    }
}

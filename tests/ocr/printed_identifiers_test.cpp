#include "ocr/printed_identifiers.h"

#include <doctest/doctest.h>

#include "drawn_check.h"
#include "drawn_lattice.h"
#include "page_of_text.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

class Sees : public LineReader {
  public:
    explicit Sees(std::string_view text) : lattice_(clear_lattice(text, 0.98)) {}
    Lattice read(const PageImage&, const Box&) override { return lattice_; }

  private:
    Lattice lattice_;
};

}  // namespace

TEST_CASE("print that both readers read alike is surer than the engine of words is by itself") {
    Writing writing;
    writing.free_line = "722900001";
    const DrawnCheck drawn({}, writing);
    const CleanPage page = clean_page(drawn.page());
    TextLine line = placed_line({drawn.free_line.left_px, drawn.free_line.top_px, "Acct 722900001"}, 0.96);
    for (TextWord& word : line.words) word.box = drawn.free_line;
    struct Row {
        std::string_view seen;
        Typeface typeface;
        bool surer;
    };
    for (const Row& row : {Row{"722900001", Typeface::print, true}, Row{"Acct 722900001", Typeface::print, true},
                           Row{"722900007", Typeface::print, false}, Row{"", Typeface::print, false},
                           Row{"722900001", Typeface::handwriting, false}}) {
        CAPTURE(row.seen);
        Sees reader(row.seen);
        const auto found = identifiers_read_twice(line, row.typeface, page, reader);
        REQUIRE(found.size() == 1);
        REQUIRE(found[0].digits.best());
        CHECK(found[0].digits.best()->value == "722900001");
        CHECK((found[0].digits.best()->probability > 0.999) == row.surer);
        CHECK(found[0].digits.best()->probability < 1);
        if (!row.surer) CHECK(found[0].digits.best()->probability <= 0.96);
    }
}

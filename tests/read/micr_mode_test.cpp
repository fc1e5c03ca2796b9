#include <doctest/doctest.h>

#include <algorithm>

#include "../ocr/micr_drawing.h"
#include "ocr/micr_reader.h"
#include "tools/read/reading_modes.h"

using namespace lockbox;
using namespace lockbox::micr_drawing;

TEST_CASE("a MICR line comes with its best characters and how doubtful the worst of them is") {
    const std::string line = "A011396842A 9833994707C 3459";
    LineNet net = LineNet::shipped();
    int doubtful = 0, best_right = 0;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const PageImage image =
            draw_page(line, {.width_in = 5, .height_in = 0.4}, {.blur_px = 1.2, .noise = 14, .voids = 220}, seed);
        const bool has_doubt = read_micr_line(image).line.find('?') != std::string::npos;
        const ReadLine read = read_as(ReadAs::micr, net, image);
        CAPTURE(read.best);
        CHECK(read.best.find('?') == std::string::npos);
        CHECK((read.probability < MicrOptions{}.sure_probability) == has_doubt);
        doubtful += has_doubt ? 1 : 0;
        best_right += has_doubt && comparable(ReadAs::micr, read.best) == comparable(ReadAs::micr, line) ? 1 : 0;
    }
    CHECK(doubtful > 0);
    CHECK(best_right > 0);
}

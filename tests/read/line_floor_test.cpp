// The reader on a small fixed set of lines that it was not trained on: what must stay read, and what must not go wrong.
// The figures of whole sets are in ocr/models/MODEL.md.

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>

#include "ledger/sha256.h"
#include "ocr/courtesy_amount.h"
#include "ocr/written_fields.h"
#include "scan/image_file.h"
#include "tools/read/labelled_lines.h"
#include "tools/read/reading_modes.h"
#include "tools/read/score.h"

using namespace lockbox;
namespace fs = std::filesystem;

namespace {

using Judge = std::function<LineOutcome(LineNet&, const PageImage&, const std::string& label)>;

std::vector<LineOutcome> outcomes_of(const std::string& folder, const std::vector<LabelledLine>& lines,
                                     const Judge& judge) {
    LineNet net = LineNet::shipped();
    std::vector<LineOutcome> outcomes;
    for (const LabelledLine& line : lines) {
        const auto bytes = read_image_file(folder + "/" + line.file);
        REQUIRE(bytes.ok());
        const auto image = decode(*bytes, line.file);
        REQUIRE(image.ok());
        outcomes.push_back(judge(net, *image, *line.label));
    }
    return outcomes;
}

LineOutcome name(LineNet& net, const PageImage& image, const std::string& label) {
    const ReadLine read = read_as(ReadAs::name, net, image);
    return {comparable(ReadAs::name, read.best), comparable(ReadAs::name, label), read.probability};
}

LineOutcome amount(LineNet& net, const PageImage& image, const std::string& label) {
    const Reading<Cents> truth = parse_courtesy_amount(label, 1), read = read_figures(net.read(image, image.bounds()));
    REQUIRE(truth.best());
    if (!read.best()) return {"", truth.best()->value.to_string(), 0};
    return {read.best()->value.to_string(), truth.best()->value.to_string(), read.best()->probability};
}

LineOutcome identifier(LineNet& net, const PageImage& image, const std::string& label) {
    std::string digits = comparable(ReadAs::digits, label);
    const Alternative<std::string>* best = nullptr;
    const auto found = read_identifiers(net.read(image, image.bounds()));
    for (const IdentifierReading& reading : found) {
        if (best == nullptr || reading.digits.best()->probability > best->probability) best = reading.digits.best();
    }
    return best == nullptr ? LineOutcome{"", digits, 0} : LineOutcome{best->value, digits, best->probability};
}

struct Floor {
    double exact_min = 0;       ///< share of lines
    double sure = 0;            ///< probability
    double sure_share_min = 0;  ///< share of lines that reach it
    int sure_wrong_max = 0;     ///< lines
};

void check_floor(const std::vector<LineOutcome>& outcomes, const Floor& floor) {
    const auto lines = static_cast<double>(outcomes.size());
    int sure = 0, wrong = 0;
    for (const LineOutcome& outcome : outcomes) {
        if (outcome.probability < floor.sure) continue;
        ++sure;
        wrong += outcome.right() ? 0 : 1;
    }
    MESSAGE("exact " << score_of(outcomes).exact << " of " << lines << ", sure " << sure << ", of them wrong "
                     << wrong);
    CHECK(static_cast<double>(score_of(outcomes).exact) / lines >= floor.exact_min);
    CHECK(sure / lines >= floor.sure_share_min);
    CHECK(wrong <= floor.sure_wrong_max);
}

}  // namespace

TEST_CASE("lines of other hands are read at least so well, and no worse where the reader is sure") {
    struct Set {
        std::string name;
        Judge judge;
        Floor floor;
    };
    for (const Set& set : {Set{"drawn_names", name, {0.45, 0.8, 0.2, 1}}, Set{"amounts", amount, {0.75, 0.9, 0.5, 1}},
                           Set{"identifiers", identifier, {0.75, 0.9, 0.48, 1}}}) {
        CAPTURE(set.name);
        const std::string folder = std::string(LOCKBOX_SOURCE_DIR) + "/tests/ocr/data/" + set.name;
        const auto lines = labelled_lines(folder, folder + "/labels.tsv");
        REQUIRE(lines.ok());
        REQUIRE(lines->size() == 80);
        check_floor(outcomes_of(folder, *lines, set.judge), set.floor);
    }
}

// Where the shared data lies beside the project; skipped elsewhere.
TEST_CASE("real names that the recipe holds back") {
    const fs::path folder = fs::path(LOCKBOX_SOURCE_DIR).parent_path() / "shared" / "data" / "names";
    if (!fs::exists(folder / "labels.tsv")) return;
    auto lines = labelled_lines(folder, (folder / "labels.tsv").string());
    REQUIRE(lines.ok());
    // The quarter by hash of tools/train/line/make_lines.py.
    std::erase_if(*lines, [](const LabelledLine& line) { return sha256_hex(line.file) >= "40"; });
    REQUIRE(lines->size() > 200);
    check_floor(outcomes_of(folder, *lines, name), {0.69, 0.8, 0.54, 14});
}

#include "ocr/line_net.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <opencv2/imgproc.hpp>
#include <sstream>

#include "ledger/sha256.h"
#include "ocr/ctc.h"

using namespace lockbox;

namespace {

std::string shipped_weights() {
    std::ifstream file(std::string(LOCKBOX_SOURCE_DIR) + "/ocr/models/line.net", std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

std::string error_of(const std::string& weights) {
    const auto net = LineNet::from_bytes(std::as_bytes(std::span(weights)), "a file");
    return net ? "" : net.error().message();
}

LineImage line_of_ink(int width_px) {
    LineImage line{width_px, std::vector<std::uint8_t>(static_cast<std::size_t>(width_px) * kLineHeight_px, 0)};
    for (int y = 8; y < 26; ++y) line.ink[static_cast<std::size_t>(y * width_px + 12)] = 255;
    return line;
}

/// A line of digits, so many times as wide as it should be.
PageImage page_of_digits(double wide) {
    cv::Mat canvas(70, 420, CV_8UC1, cv::Scalar(255));
    cv::putText(canvas, "8711130922", {20, 50}, cv::FONT_HERSHEY_SIMPLEX, 1.6, cv::Scalar(0), 3, cv::LINE_AA);
    cv::resize(canvas, canvas, {}, wide, 1, cv::INTER_AREA);
    PageImage page;
    page.width_px = canvas.cols;
    page.height_px = canvas.rows;
    page.pixels.assign(canvas.datastart, canvas.dataend);
    return page;
}

void put(std::string& bytes, std::initializer_list<unsigned> numbers) {
    for (const unsigned number : numbers) {
        bytes += static_cast<char>(number & 0xffU);
        bytes += static_cast<char>(number >> 8U);
    }
}

/// A network that squeezes each 32 x 4 px to a score for "nothing new" and one for "1": in half floats (kind 1), or the
/// same in whole numbers of an output's scale (kind 5).
std::string small_network(char kind) {
    std::string bytes("LBXLINE1\1\0\0\0001\3\0\0\0", 17);
    bytes += '\2';
    put(bytes, {4, 4});  // 8 rows left
    bytes += '\2';
    put(bytes, {4, 1});  // 2 rows left
    bytes += kind;
    put(bytes, {1, 2, 2, 1, 2, 1, 0, 0, 1, 1});
    bytes += '\0';  // no ReLU
    if (kind == 1) {
        put(bytes, {0xc400, 0x3c00, 0x3800, 0x4200});  // -4, 1; 0.5, 3
    } else {
        const float scales[] = {1.0F, 0.5F};
        bytes.append(reinterpret_cast<const char*>(scales), sizeof scales);
        bytes += {'\xfc', '\1', '\1', '\6'};
    }
    const float biases[] = {0.25F, -1.0F};
    return bytes.append(reinterpret_cast<const char*>(biases), sizeof biases);
}

}  // namespace

TEST_CASE("weights in whole numbers of a scale read as the same weights in half floats") {
    const auto lattice_of = [](char kind) {
        const std::string weights = small_network(kind);
        auto net = LineNet::from_bytes(std::as_bytes(std::span(weights)), "a file");
        REQUIRE(net.ok());
        return net->read(line_of_ink(32));
    };
    const Lattice halves = lattice_of(1), scaled = lattice_of(5);
    REQUIRE(halves.steps == 8);
    CHECK(halves.log_probability == scaled.log_probability);
    CHECK(halves.at(3, 1) - halves.at(3, 0) == doctest::Approx(5.25));   // ink in both rows: -1 + 3.5 against 0.25 - 3
    CHECK(halves.at(6, 1) - halves.at(6, 0) == doctest::Approx(-1.25));  // no ink: the biases
}

TEST_CASE("a lattice has a row of probabilities for every 4 px, for any width") {
    LineNet net = LineNet::shipped();
    for (const int width : {16, 64, 320, 1600, 64}) {
        CAPTURE(width);
        const Lattice lattice = net.read(line_of_ink(width));
        REQUIRE(lattice.steps == static_cast<std::size_t>(width / 4));
        for (std::size_t t = 0; t < lattice.steps; ++t) {
            double sum = 0;
            for (std::size_t c = 0; c < lattice.classes(); ++c) sum += std::exp(lattice.at(t, c));
            REQUIRE(sum == doctest::Approx(1).epsilon(1e-4));
        }
    }
    CHECK(net.read(LineImage{}).empty());
}

TEST_CASE("reading a line does not depend on the lines before") {
    LineNet used = LineNet::shipped(), fresh = LineNet::shipped();
    for (const int width : {320, 16, 640}) (void)used.read(line_of_ink(width));
    CHECK(used.read(line_of_ink(160)).log_probability == fresh.read(line_of_ink(160)).log_probability);
}

TEST_CASE("crowded writing is read once more, spread out, and what it says as it stands is kept") {
    LineNet net = LineNet::shipped();
    const PageImage wide = page_of_digits(1.0), crowded = page_of_digits(0.4);
    const Lattice once = net.read(wide, wide.bounds());
    CHECK(greedy_text(once).text == "8711130922");
    CHECK(once.unspread == nullptr);
    const Lattice twice = net.read(crowded, crowded.bounds());
    REQUIRE(twice.unspread != nullptr);
    CHECK(twice.steps > 1.3 * static_cast<double>(twice.unspread->steps));
    CHECK(greedy_text(twice).text == "8711130922");
    // The same steps of the page, only more of them.
    const auto reach_px = [](const Lattice& lattice) { return static_cast<double>(lattice.steps) * lattice.step_px; };
    CHECK(reach_px(twice) == doctest::Approx(reach_px(*twice.unspread)).epsilon(0.05));
    CHECK(twice.unspread->step_px > 0);
}

TEST_CASE("damaged weights are refused, whatever is damaged") {
    const std::string good = shipped_weights();
    REQUIRE(error_of(good).empty());
    CHECK(good.size() <= 1'000'000);
    CHECK(error_of("").find("a file") == 0);
    CHECK_FALSE(error_of(good.substr(0, good.size() - 1)).empty());
    CHECK_FALSE(error_of(good + "x").empty());
    for (std::size_t cut = 0; cut < 200; ++cut) CHECK_FALSE(error_of(good.substr(0, cut)).empty());
    // Each byte of the head in turn: refused, or a network all the same, but never a crash.
    for (std::size_t at = 0; at < 140; ++at) {
        for (const char value : {'\0', '\x7f', '\xff'}) {
            std::string bad = good;
            bad[at] = value;
            (void)error_of(bad);
        }
    }
    std::string other_magic = good;
    other_magic[0] = 'X';
    CHECK_FALSE(error_of(other_magic).empty());
}

TEST_CASE("weights are read only under the SHA-256 that was named") {
    const std::string path = std::string(LOCKBOX_SOURCE_DIR) + "/ocr/models/line.net";
    const std::string sha256 = sha256_hex(shipped_weights());
    CHECK(LineNet::from_file(path, sha256).ok());
    const auto refused = LineNet::from_file(path, std::string(64, '0'));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().message().find("SHA-256") != std::string::npos);
    CHECK_FALSE(LineNet::from_file("no such file", sha256).ok());
}

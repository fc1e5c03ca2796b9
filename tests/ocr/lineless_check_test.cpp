// Checks of which a threshold took every line away, and the small print with them.
#include <doctest/doctest.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "ocr/check_fields.h"
#include "ocr/line_net.h"
#include "tests/ocr/page_of_text.h"

using namespace lockbox;
using namespace lockbox::test;

namespace {

struct Script {
    std::string signature;
    cv::Point signature_at{720, 400};
    std::string figures = "$53.00";
    std::pair<cv::Point, cv::Point> line = {};  ///< nowhere unless told
    std::string label = {};                     ///< before the line
    std::string words = "fifty-three and 00/100";
    bool words_are_heard = true;  ///< by the engine of words
    std::string day = {};
    cv::Point day_at{820, 120};
    std::string small_print = {};  ///< before the day, on its line
};

CheckReading read(const Script& script) {
    cv::Mat face(550, 1200, CV_8UC1, cv::Scalar(255));
    const auto print = [&](const std::string& text, cv::Point at) {
        cv::putText(face, text, at, cv::FONT_HERSHEY_SIMPLEX, 0.6, 0, 1, cv::LINE_AA);
    };
    const auto write = [&](const std::string& text, cv::Point at, double size) {
        cv::putText(face, text, at, cv::FONT_HERSHEY_SIMPLEX, size, 0, 2, cv::LINE_AA);
    };
    print("Diane Maldonado", {60, 60});
    print("245 Tremont St", {60, 84});
    print("Plymouth, MA 02360", {60, 108});
    write("Health Connector", {240, 210}, 1.0);
    write(script.figures, {960, 210}, 1.0);
    write(script.words, {120, 280}, 1.0);
    write(script.day, script.day_at, 1.0);
    cv::putText(face, script.small_print, script.day_at - cv::Point(60, 2), cv::FONT_HERSHEY_SIMPLEX, 0.45, 0, 1,
                cv::LINE_AA);
    write(script.signature, script.signature_at, 1.5);
    if (script.line.first != script.line.second) cv::line(face, script.line.first, script.line.second, 0, 2);
    PageImage page{face.cols, face.rows, 200, false, {}};
    page.pixels.assign(face.data, face.data + face.total());
    PageOfText engine({{58, 42, "Diane Maldonado"},
                       {58, 66, "245 Tremont St"},
                       {58, 90, "Plymouth, MA 02360"},
                       {118, 250, script.words_are_heard ? script.words : "", 36},
                       {script.line.first.x - 80, script.line.first.y - 18, script.label}});
    LineNet writing = LineNet::shipped();
    CheckVocabulary words;
    words.received = *Date::parse("2026-11-18");
    return read_check(page, nullptr, {engine, writing}, words);
}

}  // namespace

TEST_CASE("without lines the payer's print is found, and who writes the payer's name at the lower right has signed") {
    struct Row {
        const char* what;
        Script script;
        bool is_signed;
    };
    const Row rows[] = {
        {"the payer's name", {"Diane Maldonado"}, true},
        {"... its last word", {"D. Maldonado"}, true},
        {"nothing", {""}, false},
        {"another's name", {"Peter Winkler"}, false},
        {"a number", {"7764 5831"}, false},
        {"the payer's name where notes are written", {"Diane Maldonado", {60, 400}}, false},
        {"... and over the words", {"Diane Maldonado", {700, 140}}, false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const CheckReading reading = read(row.script);
        REQUIRE(reading.payer_name.best());
        CHECK(reading.payer_name.best()->value == "Diane Maldonado");
        CHECK(reading.payer_address.size() == 2);
        CHECK(reading.signature == (row.is_signed ? Presence::read : Presence::illegible));
    }
}

TEST_CASE("a line at the lower right is the one to sign on where its label is too small to be read") {
    struct Row {
        const char* what;
        cv::Point left, right;
        const char* label;
        bool is_signed;
    };
    const Row rows[] = {{"at the lower right", {640, 420}, {1140, 420}, "", true},
                        {"at the left", {60, 420}, {560, 420}, "", false},
                        {"over the words", {640, 160}, {1140, 160}, "", false},
                        {"for something else", {640, 420}, {1140, 420}, "MEMO", false}};
    for (const Row& row : rows) {
        CAPTURE(row.what);
        Script script{"Pxq Wrv", {row.left.x + 60, row.left.y - 6}};
        script.line = {row.left, row.right};
        script.label = row.label;
        CHECK((read(script).signature == Presence::read) == row.is_signed);
    }
}

TEST_CASE("without lines figures behind a dollar sign are read where the engine of words overlooks them") {
    const CheckReading reading = read({""});
    REQUIRE(reading.courtesy_amount.best());
    CHECK(reading.courtesy_amount.best()->value == Cents(5300));
    CHECK_FALSE(read({.signature = "", .figures = "53.00"}).courtesy_amount.best());
}

TEST_CASE("without lines an amount in words is known by its form where the engine of words makes nothing of it") {
    const auto words_of = [](const char* words) {
        const CheckReading reading = read({.signature = "", .words = words, .words_are_heard = false});
        const auto* best = reading.legal_amount.best();
        return best ? best->value : Cents(0);
    };
    CHECK(words_of("fifty-three and 00/100") == Cents(5300));
    CHECK(words_of("One hundred six and 35/100") == Cents(10635));
    CHECK(words_of("November premium") == Cents(0));
    CHECK(words_of("not valid over six hundred dollars") == Cents(0));
}

TEST_CASE("without lines a day is known by its form, with what is printed small before it or without") {
    const auto day_of = [](const char* day, const char* small_print = "", cv::Point at = {800, 120}) {
        const CheckReading reading = read({.signature = "", .day = day, .day_at = at, .small_print = small_print});
        return reading.date.best() ? reading.date.best()->value.to_string() : "";
    };
    CHECK(day_of("11/08/2026") == "2026-11-08");
    CHECK(day_of("11/08/2026", "Date") == "2026-11-08");
    CHECK(day_of("Nov 14, 2026") == "2026-11-14");
    CHECK(day_of("Nov 14, 2026", "Date") == "2026-11-14");
    CHECK(day_of("Nov 14, 2026", "", {120, 400}).empty());  // a note: days are written higher
    CHECK(day_of("November premium").empty());
}

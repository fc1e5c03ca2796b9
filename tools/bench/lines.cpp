#include <benchmark/benchmark.h>

#include <memory>

#include "ocr/ctc.h"
#include "ocr/field_image.h"
#include "ocr/line_image.h"
#include "ocr/line_net.h"
#include "ocr/printed_text.h"
#include "ocr/written_fields.h"
#include "scan/image_file.h"
#include "scan/upright.h"
#include "tools/bench/bench.h"

namespace lockbox::bench {
namespace {

constexpr std::size_t kLinesMax = 40;
constexpr double kSlimmest = 4, kLongest = 25;  // width to height: what a line of words has

/// Lines of words and figures as they stand on the batch's pages, and what the line recogniser saw of each.
struct Lines {
    std::vector<FieldImage> fields;
    std::vector<LineImage> normalised;
    std::vector<Lattice> lattices;
    LineNet net = LineNet::shipped();
    std::unique_ptr<TextEngine> tesseract;
};

std::shared_ptr<Lines> prepare(const std::vector<PageTask>& tasks) {
    auto lines = std::make_shared<Lines>();
    for (const PageTask& task : tasks) {
        const auto bytes = read_image_file(task.front.file);
        const auto scanned = bytes ? decode(*bytes, "page", task.front.frame) : Result<PageImage>(Error{});
        if (!scanned) continue;
        const UprightSide side = straighten(*scanned);
        for (FieldImage& field : find_text_lines(clean_page(side.image), side.image.bounds())) {
            const double shape = static_cast<double>(field.box.width_px) / std::max(field.box.height_px, 1);
            if (lines->fields.size() == kLinesMax) return lines;
            if (!field.blank() && shape > kSlimmest && shape < kLongest) lines->fields.push_back(std::move(field));
        }
    }
    return lines;
}

template <class Part>
void add(const char* name, const std::shared_ptr<Lines>& lines, Part part) {
    benchmark::RegisterBenchmark(name, [lines, part](benchmark::State& state) {
        std::size_t at = 0;
        for (auto unused : state) {
            (void)unused;
            benchmark::DoNotOptimize(part(*lines, at++ % lines->fields.size()));
        }
    })->Unit(benchmark::kMillisecond);
}

}  // namespace

void register_lines(const std::vector<PageTask>& tasks) {
    const auto lines = prepare(tasks);
    if (lines->fields.empty()) return;
    for (const FieldImage& field : lines->fields) {
        lines->normalised.push_back(normalise_line(field.image, field.image.bounds()));
        lines->lattices.push_back(lines->net.read(lines->normalised.back()));
    }
    add("line: normalise", lines,
        [](Lines& l, std::size_t i) { return normalise_line(l.fields[i].image, l.fields[i].image.bounds()); });
    add("line: network", lines, [](Lines& l, std::size_t i) { return l.net.read(l.normalised[i]); });
    add("line: network, 32 x 320", lines,
        [line = LineImage{320, std::vector<std::uint8_t>(320 * kLineHeight_px, 9)}](Lines& l, std::size_t) {
            return l.net.read(line);
        });
    add("line: greedy text", lines, [](Lines& l, std::size_t i) { return greedy_text(l.lattices[i]); });
    add("line: figures", lines, [](Lines& l, std::size_t i) { return read_figures(l.lattices[i]); });
    add("line: words", lines, [](Lines& l, std::size_t i) { return read_words(l.lattices[i]); });
    add("line: date", lines, [](Lines& l, std::size_t i) { return read_date(l.lattices[i], *Date::of(2026, 11, 18)); });
    add("line: identifiers", lines, [](Lines& l, std::size_t i) { return read_identifiers(l.lattices[i]); });
    auto tesseract = make_tesseract_engine();
    if (!tesseract) return;
    lines->tesseract = *std::move(tesseract);
    add("line: Tesseract", lines, [](Lines& l, std::size_t i) {
        return l.tesseract->read_line(l.fields[i].image, l.fields[i].image.bounds(), TextAlphabet::any);
    });
}

}  // namespace lockbox::bench

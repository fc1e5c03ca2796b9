#include <benchmark/benchmark.h>

#include <memory>

#include "ocr/micr_reader.h"
#include "ocr/scan_line.h"
#include "scan/barcode.h"
#include "scan/classify.h"
#include "scan/image_file.h"
#include "scan/ink_map.h"
#include "scan/orientation.h"
#include "scan/upright.h"
#include "tools/bench/bench.h"

namespace lockbox::bench {
namespace {

constexpr std::size_t kPagesMax = 24;

/// A page's front at every stage that a part starts from.
struct Prepared {
    std::vector<std::uint8_t> bytes;
    PageImage scanned;
    UprightSide upright;
    InkMap ink;
    std::vector<Barcode> barcodes;
};
using Pages = std::shared_ptr<std::vector<Prepared>>;

Pages prepare(const std::vector<PageTask>& tasks) {
    auto pages = std::make_shared<std::vector<Prepared>>();
    for (const PageTask& task : tasks) {
        if (pages->size() == kPagesMax) break;
        auto bytes = read_image_file(task.front.file);
        if (!bytes) continue;
        auto scanned = decode(*bytes, "page", task.front.frame);
        if (!scanned) continue;
        Prepared page{*std::move(bytes), *std::move(scanned), {}, {}, {}};
        page.upright = straighten(page.scanned);
        page.ink = find_ink(page.upright.image);
        page.barcodes = read_barcodes(page.upright.image, page.ink);
        pages->push_back(std::move(page));
    }
    return pages;
}

template <class Part>
void add(const char* name, const Pages& pages, Part part) {
    benchmark::RegisterBenchmark(name, [pages, part](benchmark::State& state) {
        std::size_t at = 0;
        for (auto unused : state) {
            (void)unused;
            benchmark::DoNotOptimize(part((*pages)[at++ % pages->size()]));
        }
    })->Unit(benchmark::kMillisecond);
}

}  // namespace

void register_parts(const std::vector<PageTask>& tasks) {
    const Pages pages = prepare(tasks);
    if (pages->empty()) return;
    add("decode", pages, [](const Prepared& page) { return decode(page.bytes, "page", 0); });
    add("straighten", pages, [](const Prepared& page) { return straighten(page.scanned); });
    add("find_ink", pages, [](const Prepared& page) { return find_ink(page.upright.image); });
    add("read_barcodes", pages, [](const Prepared& page) { return read_barcodes(page.upright.image, page.ink); });
    add("find_orientation", pages, [](const Prepared& page) { return find_orientation(page.ink, page.barcodes); });
    add("classify", pages, [](const Prepared& page) { return classify(page.ink, nullptr, page.barcodes); });
    add("read_micr", pages, [](const Prepared& page) { return read_micr(page.upright.image); });
    add("read_scan_line", pages, [](const Prepared& page) { return read_scan_line(page.upright.image); });
}

}  // namespace lockbox::bench

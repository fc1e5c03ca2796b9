#include "tools/lockbox/scan_and_read.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "scan/barcode.h"
#include "scan/classify.h"
#include "scan/image_file.h"
#include "scan/ink_map.h"
#include "scan/orientation.h"
#include "scan/quality.h"
#include "scan/resolution.h"
#include "scan/streaks.h"
#include "scan/upright.h"
#include "tools/lockbox/intake.h"
#include "tools/lockbox/page_reader.h"
#include "tools/lockbox/step_timer.h"

namespace lockbox {
namespace {

/// One side with what scan/ finds on it.
struct ScannedSide {
    UprightSide upright;
    InkMap ink;
    std::vector<Barcode> barcodes;
};

class PageRun {
  public:
    PageRun(const PageTask& task, const Readers& readers, const Config& config)
        : task_(task), readers_(readers), config_(config), limits_(image_limits(config)) {
        reading_.sequence = task.sequence;
    }

    PageReading run() {
        auto front = straightened(task_.front);
        if (!front) return failed(front.error());
        std::optional<ScannedSide> back;
        if (task_.back) {
            auto side = straightened(*task_.back);
            if (!side) return failed(side.error());
            back = *std::move(side);
        }
        find_barcodes(*front, Side::front);
        const Orientation way =
            timed(reading_.timings_ms, "orientation", [&] { return find_orientation(front->ink, front->barcodes); });
        turn(*front, way.clockwise_degrees, Side::front);
        // Both sides of a sheet go through the scanner the same way up.
        if (back) turn(*back, way.clockwise_degrees, Side::back);
        classify_and_read(*std::move(front), std::move(back), way);
        return std::move(reading_);
    }

  private:
    PageReading failed(const Error& error) {
        reading_.kind = DocumentKind::other;
        reading_.failure = error.message();
        return std::move(reading_);
    }

    Result<ScannedSide> straightened(const PageTask::Source& source) {
        auto image = timed(reading_.timings_ms, "decode", [&]() -> Result<PageImage> {
            const auto bytes = read_image_file(source.file, limits_);
            if (!bytes) return bytes.error();
            return decode(*bytes, "page " + std::to_string(task_.sequence), source.frame, limits_);
        });
        if (!image) return image.error();
        if (!image->dpi_is_told) image->dpi = dpi_not_told(*image);
        const int streaks = timed(reading_.timings_ms, "streaks", [&] { return erase_streaks(*image); });
        ScannedSide side;
        side.upright = timed(reading_.timings_ms, "straighten", [&] { return straighten(*image); });
        if (streaks > 0) note(QualityFlaw::streaks, side.upright.quality);
        side.ink = timed(reading_.timings_ms, "ink", [&] { return find_ink(side.upright.image); });
        return side;
    }

    /// Both sides went through one scanner; the back tells less.
    int dpi_not_told(const PageImage& image) {
        if (!likely_dpi_) likely_dpi_ = timed(reading_.timings_ms, "resolution", [&] { return likely_dpi(image); });
        return *likely_dpi_;
    }

    static void note(QualityFlaw flaw, ImageQuality& quality) {
        const bool known = std::find(quality.flaws.begin(), quality.flaws.end(), flaw) != quality.flaws.end();
        if (!known) quality.flaws.push_back(flaw);
    }

    void find_barcodes(ScannedSide& side, Side which) {
        side.barcodes =
            timed(reading_.timings_ms, "barcodes", [&] { return read_barcodes(side.upright.image, side.ink, which); });
    }

    void turn(ScannedSide& side, int clockwise_degrees, Side which) {
        if (clockwise_degrees == 0) return;
        side.upright =
            timed(reading_.timings_ms, "turn", [&] { return turned(std::move(side.upright), clockwise_degrees); });
        side.ink = timed(reading_.timings_ms, "ink", [&] { return find_ink(side.upright.image); });
        if (!side.barcodes.empty()) find_barcodes(side, which);
    }

    void classify_and_read(ScannedSide front, std::optional<ScannedSide> back, const Orientation& way) {
        std::vector<Barcode> barcodes = front.barcodes;
        Classification found = timed(reading_.timings_ms, "classify",
                                     [&] { return classify(front.ink, back ? &back->ink : nullptr, barcodes); });
        // Where the face is all but empty the back tells no more than that there is a sheet.
        const bool faint_face =
            found.face == Side::back && found.kind == DocumentKind::other && shows_faint_marks(front.upright.image);
        if (faint_face) {
            found = {DocumentKind::blank, found.probability};
        } else if (found.face == Side::back && back) {
            std::swap(front, *back);
            find_barcodes(front, Side::front);
            barcodes = front.barcodes;
        }
        suspect_money(front.upright, found);
        PageInput input;
        input.sequence = task_.sequence;
        input.front = &front.upright;
        input.back = back ? &back->upright : nullptr;
        input.kind = found.kind;
        input.kind_probability = found.probability;
        input.orientation_probability = way.probability;
        input.barcodes = barcodes;
        ReadingOptions options;
        options.vocabulary.payees = config_.payees;
        options.vocabulary.received = task_.received;
        options.coupon_code = config_.coupon_code;
        PageReading read = read_page(input, readers_, options);
        read.timings_ms.insert(read.timings_ms.begin(), reading_.timings_ms.begin(), reading_.timings_ms.end());
        reading_ = std::move(read);
    }

    /// A slip that came out too dark or too light to show anything, or anything that tells what it is, may be a check:
    /// then it is money, which its quality keeps for a person, and not an empty page to file or a note to read.
    static void suspect_money(UprightSide& front, Classification& found) {
        constexpr double kSlipHeightInchesMax = 4.6;
        const bool slip = front.image.height_px <= kSlipHeightInchesMax * front.image.dpi;
        const bool empty = found.kind == DocumentKind::blank && shows_faint_marks(front.image);
        const bool illegible = found.kind == DocumentKind::other && !front.quality.usable;
        if (!slip || (!empty && !illegible)) return;
        found.kind = DocumentKind::check;
        found.probability = 0.5;
        front.quality.usable = false;
    }

    const PageTask& task_;
    const Readers& readers_;
    const Config& config_;
    ImageLimits limits_;
    PageReading reading_;
    std::optional<int> likely_dpi_;
};

}  // namespace

PageReading read_page_task(const PageTask& task, const Readers& readers, const Config& config) {
    return PageRun(task, readers, config).run();
}

}  // namespace lockbox

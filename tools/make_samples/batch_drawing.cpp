#include "tools/make_samples/batch_drawing.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "tools/make_samples/accounts.h"
#include "tools/make_samples/check_back.h"
#include "tools/make_samples/check_stock.h"
#include "tools/make_samples/coupon_layouts.h"
#include "tools/make_samples/image_writer.h"
#include "tools/make_samples/machine_checks.h"
#include "tools/make_samples/paper_pages.h"

namespace lockbox::samples {
namespace {

namespace fs = std::filesystem;

Result<void> write_text(const fs::path& file, const std::string& text) {
    std::ofstream stream(file, std::ios::binary);
    stream << text;
    stream.close();
    if (!stream) return Error{"cannot write this file", file.string(), "is there space, and is the folder writable?"};
    return {};
}

Canvas draw_front(const PageSpec& page, const Fonts& fonts, const Writer& writer, int dpi, Random& random) {
    if (const auto* coupon = std::get_if<CouponSpec>(&page.content))
        return draw_coupon(*coupon, fonts, writer, dpi, random);
    if (const auto* paper = std::get_if<PaperSpec>(&page.content))
        return draw_paper(*paper, fonts, writer, dpi, random);
    const auto& check = std::get<CheckSpec>(page.content);
    if (check.instrument == Instrument::bill_pay) return draw_bill_pay_check(check, fonts, dpi, random);
    if (check.instrument == Instrument::personal || check.instrument == Instrument::business)
        return draw_check(check, fonts, writer, dpi, random);
    return draw_money_order(check, fonts, writer, dpi, random);
}

double severity(Mix mix, Random& random) {
    switch (mix) {
        case Mix::hard:
            return random.real(0.4, 1);
        case Mix::sample:
            return random.real(0, 0.3);
        default:
            return random.real(0, 0.55);
    }
}

int resolution(const PageSpec& page, Random& random) {
    const auto* coupon = std::get_if<CouponSpec>(&page.content);
    const bool letter_size = std::holds_alternative<PaperSpec>(page.content) ||
                             (coupon && !coupon->rare && coupon->layout % kCouponLayouts == 3);
    return letter_size || random.chance(0.8) ? 200 : random.chance(0.4) ? 240 : 300;
}

/// How a page is kept. Damage that a threshold would hide needs gray levels.
WriteOptions file_kind(const PageSpec& page, Random& random) {
    constexpr FileKind kKinds[] = {FileKind::tiff_g4, FileKind::jpeg, FileKind::tiff_jpeg, FileKind::tiff_lzw,
                                   FileKind::png,     FileKind::pdf,  FileKind::tiff_plain};
    constexpr double kShares[] = {0.46, 0.38, 0.09, 0.02, 0.02, 0.02, 0.01};
    FileKind kind = kKinds[random.weighted(kShares)];
    if (page.damage == Damage::too_dark || page.damage == Damage::too_light) kind = FileKind::jpeg;
    if (std::holds_alternative<PaperSpec>(page.content) && kind != FileKind::jpeg) kind = FileKind::tiff_g4;
    return {.kind = kind, .jpeg_quality = random.between(45, 80)};
}

Depth depth_of(FileKind kind, Random& random) {
    switch (kind) {
        case FileKind::tiff_g4:
            return Depth::bitonal;
        case FileKind::jpeg:
            return random.chance(0.2) ? Depth::colour : Depth::gray;
        case FileKind::png:
        case FileKind::tiff_lzw:
            return random.chance(0.7) ? Depth::bitonal : Depth::gray;
        default:
            return Depth::gray;
    }
}

struct Sides {
    Scan front;
    std::optional<Scan> back;
    WriteOptions kept;
};

struct Desk {
    Mix mix = Mix::usual;
    bool takes_colour = true;
};

/// The same sheet drawn twice is the same; scanned twice it is not.
struct Chances {
    Random sheet, scanner;
};

Sides draw_page(const PageSpec& page, const Fonts& fonts, const Writer& writer, const Desk& desk, Chances chances) {
    Random &random = chances.sheet, &for_faults = chances.scanner;
    const Canvas front = draw_front(page, fonts, writer, resolution(page, random), random);
    Sides sides{.front = {}, .back = {}, .kept = file_kind(page, for_faults)};
    Depth depth = depth_of(sides.kept.kind, for_faults);
    if (depth == Depth::colour && !desk.takes_colour) depth = Depth::gray;
    ScannerFaults faults = make_faults(severity(desk.mix, for_faults), for_faults);
    faults.damage = page.damage;
    faults.upside_down = page.upside_down || for_faults.chance(desk.mix == Mix::hard ? 0.08 : 0.02);
    sides.front = scan(front.raster(), faults, depth, for_faults);
    const auto* check = std::get_if<CheckSpec>(&page.content);
    if (!check || (check->back_notes.empty() && random.chance(0.2))) return sides;
    faults.skew_degrees = -faults.skew_degrees;  // seen from behind
    sides.back = scan(draw_check_back(*check, front, fonts, writer, random).raster(), faults, depth, for_faults);
    return sides;
}

std::string four_digits(int number) {
    const std::string text = std::to_string(number);
    return std::string(text.size() < 4 ? 4 - text.size() : 0, '0') + text;
}

std::string batch_json(const BatchOptions& options, const BatchPlan& plan, const nlohmann::ordered_json& pages) {
    const Control control = control_of(plan);
    std::string day = options.received.to_string();
    std::erase(day, '-');
    const nlohmann::ordered_json json = {
        {"batch_id", day + "-" + four_digits(static_cast<int>(options.seed % 10000))},
        {"lockbox", "412612"},
        {"received", options.received.to_string()},
        {"scanner", "desk 1"},
        {"control", {{"pages", control.pages}, {"checks", control.checks}, {"total", control.total.to_string()}}},
        {"pages", pages}};
    return json.dump(1) + "\n";
}

/// Draws page after page into the folder, and remembers what batch.json and truth.json need.
class Folder {
  public:
    Folder(const BatchOptions& options, const Fonts& fonts, const DrawingOptions& drawing)
        : options_(options), fonts_(fonts), drawing_(drawing), random_(options.seed ^ 0x5CA4u) {}

    std::vector<std::string> hands;
    nlohmann::ordered_json pages = nlohmann::ordered_json::array();

    Result<void> add(const TransactionSpec& transaction) {
        Random random = random_.fork(transaction.kind);
        const Writer writer = make_writer(fonts_, random);
        hands.push_back(writer.hand->name);
        const Desk desk{.mix = options_.mix, .takes_colour = drawing_.form != FolderForm::stacked};
        Random sheet = random;
        for (const PageSpec& page : transaction.pages) {
            if (!page.scanned_again) sheet = random.fork("sheet");
            Sides sides = draw_page(page, fonts_, writer, desk, {sheet, random.fork("scanner")});
            if (auto kept = keep(std::move(sides)); !kept) return kept;
        }
        return {};
    }

    Result<void> finish() {
        if (stack_.empty()) return {};
        return write_image(drawing_.out / "batch" / "pages.tif", stack_, {.kind = FileKind::tiff_jpeg});
    }

  private:
    const BatchOptions& options_;
    const Fonts& fonts_;
    const DrawingOptions& drawing_;
    Random random_;
    int sequence_ = 0;
    std::vector<Scan> stack_;

    Result<void> keep(Sides sides) {
        ++sequence_;
        if (drawing_.form == FolderForm::stacked) {
            stack_.push_back(std::move(sides.front));
            return {};
        }
        nlohmann::ordered_json page = {{"sequence", sequence_}};
        const auto side = [&](const char* key, char letter, const Scan& scan) {
            const std::string name = four_digits(sequence_) + letter + std::string(extension(sides.kept.kind));
            page[key] = name;
            return write_image(drawing_.out / "batch" / name, {&scan, 1}, sides.kept);
        };
        if (auto written = side("front", 'F', sides.front); !written) return written;
        if (sides.back)
            if (auto written = side("back", 'B', *sides.back); !written) return written;
        page["transaction"] = hands.size();
        pages.push_back(std::move(page));
        return {};
    }
};

}  // namespace

Result<void> draw_batch(const BatchOptions& options, const BatchPlan& plan, const Fonts& fonts,
                        const DrawingOptions& drawing) {
    const fs::path folder = drawing.out / "batch";
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure || !fs::is_empty(folder, failure))
        return Error{"this folder is not empty or cannot be made", folder.string(), "name another --out"};
    Folder drawn(options, fonts, drawing);
    for (const TransactionSpec& transaction : plan.transactions)
        if (auto added = drawn.add(transaction); !added) return added;
    if (auto finished = drawn.finish(); !finished) return finished;
    if (drawing.form == FolderForm::listed)
        if (auto written = write_text(folder / "batch.json", batch_json(options, plan, drawn.pages)); !written)
            return written;
    if (auto written = write_text(drawing.out / "accounts.csv", accounts_csv(plan.accounts)); !written) return written;
    return write_text(drawing.out / "truth.json", truth_json(plan, drawn.hands));
}

}  // namespace lockbox::samples

#include "ocr/printed_text.h"

#include <allheaders.h>
#include <omp.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace lockbox {
namespace {

// The network behind Tesseract 4 and later scales each line to 36 px; lines much lower than that lose their dots and
// strokes when it does so itself from the binarised image, so small crops are enlarged first.
constexpr int kLineHeightMin_px = 60;
constexpr int kBlockDpi = 300;
constexpr int kPaperMargin_px = 12;
constexpr std::uint8_t kPaper = 255;

struct PixDestroyer {
    void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPointer = std::unique_ptr<Pix, PixDestroyer>;

struct TextDeleter {
    void operator()(char* text) const { delete[] text; }
};

/// A crop as Tesseract sees it, and the way back to the page.
struct Crop {
    PixPointer pix;
    Box box;
    double scale = 1;

    [[nodiscard]] Box on_page(int left, int top, int right, int bottom) const {
        const auto back = [this](int value) {
            return static_cast<int>(std::lround((value - kPaperMargin_px) / scale));
        };
        const Box found{box.left_px + back(left), box.top_px + back(top), back(right) - back(left),
                        back(bottom) - back(top)};
        return intersection(found, box);
    }
};

PixPointer gray_pix(const PageImage& image, const Box& box) {
    PixPointer pix(pixCreate(box.width_px, box.height_px, 8));
    if (!pix) return nullptr;
    l_uint32* const data = pixGetData(pix.get());
    const l_int32 words_per_line = pixGetWpl(pix.get());
    for (int y = 0; y < box.height_px; ++y) {
        l_uint32* const line = data + static_cast<std::ptrdiff_t>(y) * words_per_line;
        for (int x = 0; x < box.width_px; ++x) {
            SET_DATA_BYTE(line, x, image.at(box.left_px + x, box.top_px + y));
        }
    }
    return pix;
}

Crop make_crop(const PageImage& image, const Box& wanted, double scale) {
    Crop crop{nullptr, intersection(wanted, image.bounds()), scale};
    if (crop.box.empty()) return crop;
    PixPointer pix = gray_pix(image, crop.box);
    if (pix && scale != 1) {
        const auto factor = static_cast<float>(scale);
        pix.reset(pixScale(pix.get(), factor, factor));
    }
    if (pix) crop.pix.reset(pixAddBorder(pix.get(), kPaperMargin_px, kPaper));
    return crop;
}

const char* characters_of(TextAlphabet alphabet) {
    switch (alphabet) {
        case TextAlphabet::digits:
            return "0123456789";
        case TextAlphabet::amount:
            return "0123456789.,$*-/";
        case TextAlphabet::any:
            break;
    }
    return "";
}

class TesseractEngine final : public TextEngine {
  public:
    explicit TesseractEngine(std::unique_ptr<tesseract::TessBaseAPI> api) : api_(std::move(api)) {}

    TextLine read_line(const PageImage& image, const Box& box, TextAlphabet alphabet) override {
        const double scale = std::max(1.0, static_cast<double>(kLineHeightMin_px) / std::max(1, box.height_px));
        std::vector<TextLine> lines =
            read(make_crop(image, box, scale), tesseract::PSM_SINGLE_LINE, characters_of(alphabet));
        TextLine whole{{}, box};
        for (TextLine& line : lines) {
            std::move(line.words.begin(), line.words.end(), std::back_inserter(whole.words));
        }
        return whole;
    }

    std::vector<TextLine> read_block(const PageImage& image, const Box& box) override {
        const double scale = std::clamp(static_cast<double>(kBlockDpi) / std::max(1, image.dpi), 1.0, 2.0);
        return read(make_crop(image, box, scale), tesseract::PSM_SPARSE_TEXT, "");
    }

  private:
    std::vector<TextLine> read(const Crop& crop, tesseract::PageSegMode mode, const char* characters) {
        if (!crop.pix) return {};
        api_->SetPageSegMode(mode);
        api_->SetVariable("tessedit_char_whitelist", characters);
        api_->SetImage(crop.pix.get());
        std::vector<TextLine> lines;
        if (api_->Recognize(nullptr) == 0) lines = collect(crop);
        api_->Clear();
        return lines;
    }

    std::vector<TextLine> collect(const Crop& crop) {
        std::vector<TextLine> lines;
        const std::unique_ptr<tesseract::ResultIterator> word(api_->GetIterator());
        if (!word) return lines;
        do {
            const std::unique_ptr<char, TextDeleter> text(word->GetUTF8Text(tesseract::RIL_WORD));
            int left = 0, top = 0, right = 0, bottom = 0;
            if (!text || std::strspn(text.get(), " \n") == std::strlen(text.get())) continue;
            if (lines.empty() || word->IsAtBeginningOf(tesseract::RIL_TEXTLINE)) {
                if (!word->BoundingBox(tesseract::RIL_TEXTLINE, &left, &top, &right, &bottom)) continue;
                lines.push_back({{}, crop.on_page(left, top, right, bottom)});
            }
            if (!word->BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom)) continue;
            const double confidence = static_cast<double>(word->Confidence(tesseract::RIL_WORD)) / 100;
            lines.back().words.push_back(
                {text.get(), std::clamp(confidence, 0.0, 1.0), crop.on_page(left, top, right, bottom)});
        } while (word->Next(tesseract::RIL_WORD));
        return lines;
    }

    std::unique_ptr<tesseract::TessBaseAPI> api_;
};

}  // namespace

Result<std::unique_ptr<TextEngine>> make_tesseract_engine(const TesseractOptions& options) {
    // Tesseract's own threads fight the workers for the cores and make even a lone line slower.
    omp_set_max_active_levels(0);
    setMsgSeverity(L_SEVERITY_NONE);
    auto api = std::make_unique<tesseract::TessBaseAPI>();
    const char* const folder = options.data_folder.empty() ? nullptr : options.data_folder.c_str();
    const std::vector<std::string> names = {"debug_file"}, values = {"/dev/null"};
    if (api->Init(folder, options.language.c_str(), tesseract::OEM_LSTM_ONLY, nullptr, 0, &names, &values, false) !=
        0) {
        return Error{"Tesseract can't load the language data '" + options.language + "'", options.data_folder,
                     "install the package tesseract-ocr-" + options.language + ", or name the folder that holds " +
                         options.language + ".traineddata"};
    }
    api->SetVariable("user_defined_dpi", "300");
    return std::unique_ptr<TextEngine>(std::make_unique<TesseractEngine>(std::move(api)));
}

}  // namespace lockbox

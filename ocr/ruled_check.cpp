#include "ocr/ruled_check.h"

#include <algorithm>
#include <cmath>

#include "ocr/check_date.h"
#include "ocr/courtesy_amount.h"
#include "ocr/ctc.h"
#include "ocr/field_text.h"
#include "ocr/fuzzy_text.h"
#include "ocr/legal_amount.h"
#include "ocr/payee.h"
#include "ocr/signature.h"
#include "ocr/written_fields.h"

namespace lockbox {
namespace {

// Inches.
constexpr double kWritingHeight = 0.42;
constexpr double kDateHeight = 0.36;
constexpr double kReadSure = 0.9;  // probability: no second look is needed
constexpr double kMemoHeight = 0.36;
constexpr double kPayeeLabelHeight = 0.28;  // "PAY TO THE ORDER OF" in two lines
constexpr double kDateLabelWidth = 0.5;
constexpr double kPrintAbove = 0.17;    // a fraction printed above the date ends so high above its line
constexpr double kSmallPrint = 0.1;     // labels and notices; nobody writes so low
constexpr double kBusinessWidth = 7.2;  // personal checks are 6 in wide, business checks 8.25 and more
constexpr std::size_t kWritingLinesMax = 4;

class RuledCheckReader {
  public:
    RuledCheckReader(const CleanPage& page, const CheckLayout& layout, const Readers& readers,
                     const CheckVocabulary& vocabulary, CheckReading& reading)
        : page_(page),
          layout_(layout),
          readers_(readers),
          engine_(readers.print),
          vocabulary_(vocabulary),
          reading_(reading) {}

    void read() {
        read_signature_line();
        read_amounts();
        read_date();
        read_payee();
        read_memo();
        read_free_writing();
        read_payer();
        read_printed_number();
        name_instrument();
    }

  private:
    [[nodiscard]] int px(double inches) const { return static_cast<int>(std::lround(inches * page_.ink.dpi)); }
    [[nodiscard]] int width_px() const { return page_.ink.width_px; }

    /// From the payee's line down to the line of the words.
    [[nodiscard]] Box legal_band() const {
        Box band = writing_band(*layout_.legal_rule, kWritingHeight, page_.ink.dpi);
        const int payee_y = static_cast<int>(layout_.payee_rule->y_px(band.left_px)) + px(0.02);
        const int cut = std::clamp(payee_y - band.top_px, 0, band.height_px - 1);
        return {band.left_px, band.top_px + cut, band.width_px, band.height_px - cut};
    }

    [[nodiscard]] Box courtesy_band() const {
        if (layout_.courtesy_box) {
            const Box& box = *layout_.courtesy_box;
            return {box.left_px - px(0.03), box.top_px - px(0.06), box.width_px + px(0.08), box.height_px + px(0.12)};
        }
        if (layout_.courtesy_rule) return writing_band(*layout_.courtesy_rule, kWritingHeight, page_.ink.dpi);
        const Rule& payee = *layout_.payee_rule;
        Rule beside = payee;
        beside.left_px = payee.right_px;
        beside.right_px = std::max(width_px() - px(0.1), payee.right_px);
        beside.left_y_px = beside.right_y_px = payee.right_y_px;
        return writing_band(beside, kWritingHeight, page_.ink.dpi);
    }

    void read_signature_line() {
        const SignatureReading signature = read_signature(page_, layout_, engine_);
        reading_.signature = signature.presence;
        signature_box_ = signature.region ? signature.region->box : Box{};
        on_file_ = signature.on_file;
    }

    void read_amounts() {
        const FieldImage figures = cut_field(page_, courtesy_band(), date_place());
        reading_.courtesy_amount = read_figures(lattice_of(figures, readers_.writing));
        if (needs_print(reading_.courtesy_amount, figures)) {
            const TextLine line = read_field(figures, engine_, TextAlphabet::amount);
            reading_.courtesy_amount =
                surer(reading_.courtesy_amount, parse_courtesy_amount(line.text(), mean_probability(line)));
        }
        locate(reading_.courtesy_amount, figures);

        const FieldImage words = cut_field(page_, legal_band());
        const Lattice legal = lattice_of(words, readers_.writing);
        reading_.legal_text = greedy_text(legal).text;
        reading_.legal_amount = read_words(legal);
        if (needs_print(reading_.legal_amount, words)) {
            const TextLine line = read_field(words, engine_);
            reading_.legal_amount =
                surer(reading_.legal_amount, parse_legal_amount(line.text(), mean_probability(line)));
        }
        locate(reading_.legal_amount, words);
    }

    /// The date's line with the label left of it, and the bank's fraction and the number above it.
    [[nodiscard]] std::vector<Box> date_place() const {
        if (!layout_.date_rule) return {};
        const Rule& rule = *layout_.date_rule;
        const int bottom = static_cast<int>(std::max(rule.left_y_px, rule.right_y_px)) + px(0.03);
        return {{rule.left_px - px(kDateLabelWidth), 0, rule.length_px() + px(2 * kDateLabelWidth), bottom}};
    }

    void read_date() {
        if (!layout_.date_rule) return;
        const Rule& rule = *layout_.date_rule;
        const FieldImage field =
            cut_field(page_, writing_band(rule, kDateHeight, page_.ink.dpi), floating_print(page_, rule, kPrintAbove));
        reading_.date = lockbox::read_date(lattice_of(field, readers_.writing), vocabulary_.received);
        if (needs_print(reading_.date, field)) {
            const TextLine line = read_field(field, engine_);
            reading_.date =
                surer(reading_.date, parse_check_date(line.text(), mean_probability(line), vocabulary_.received));
        }
        locate(reading_.date, field);
    }

    void read_payee() {
        const FieldImage field =
            cut_field(page_, writing_band(*layout_.payee_rule, kWritingHeight, page_.ink.dpi), date_place());
        const Lattice lattice = lattice_of(field, readers_.writing);
        reading_.payee = read_text(lattice);
        locate(reading_.payee, field);
        reading_.payee_verdict = lockbox::read_payee(lattice, vocabulary_.payees);
        if (reading_.payee_verdict == PayeeVerdict::health_connector || !looks_printed(field)) return;
        const TextLine line = read_field(field, engine_);
        reading_.payee_verdict = judge_payee(line.text(), mean_probability(line), vocabulary_.payees);
    }

    void read_memo() {
        if (!layout_.memo_rule) return;
        const FieldImage field = cut_field(page_, writing_band(*layout_.memo_rule, kMemoHeight, page_.ink.dpi));
        reading_.memo = read_words_in(field);
        memo_box_ = field.box;
    }

    /// Names and insurers are written where there is room: between the words and the lines at the bottom.
    void read_free_writing() {
        const int top = static_cast<int>(layout_.legal_rule->middle_y_px()) + px(0.08);
        const double memo_y = layout_.memo_rule ? layout_.memo_rule->middle_y_px() : page_.ink.height_px - px(0.9);
        const Box area{px(0.05), top, width_px() - px(0.1), static_cast<int>(memo_y) - px(0.1) - top};
        std::size_t lines_read = 0;
        for (const FieldImage& field : find_text_lines(page_, area)) {
            const bool taken = overlaps(field.box, signature_box_) || overlaps(field.box, memo_box_);
            if (taken || field.box.height_px < px(kSmallPrint) || lines_read == kWritingLinesMax) continue;
            ++lines_read;
            reading_.writing.push_back(read_words_in(field));
        }
    }

    void read_payer() {
        const int bottom = static_cast<int>(layout_.payee_rule->left_y_px) - px(kPayeeLabelHeight);
        const int right =
            layout_.date_rule ? std::min(layout_.date_rule->left_px - px(0.5), width_px() / 2) : width_px() / 2;
        const Box area = intersection({0, 0, right, bottom}, page_.gray.bounds());
        const std::vector<FieldImage> printed = find_text_lines(page_, area);
        if (printed.empty()) return;
        const std::vector<TextLine> lines = engine_.read_block(page_.gray, area);
        reading_.payer_name = text_reading(printed.front(), lines.empty() ? TextLine{} : lines.front(), Side::front);
        for (std::size_t i = 1; i < lines.size(); ++i) reading_.payer_address.push_back(lines[i].text());
    }

    /// Only where the MICR line did not say it: it is the same number.
    void read_printed_number() {
        const double below = layout_.date_rule ? layout_.date_rule->middle_y_px() : layout_.payee_rule->middle_y_px();
        const Box area{width_px() * 6 / 10, 0, width_px() * 4 / 10, static_cast<int>(below) - px(0.25)};
        if (reading_.micr.serial) return;
        for (const FieldImage& field : find_text_lines(page_, area)) {
            const TextLine line = read_field(field, engine_, TextAlphabet::digits);
            if (!is_digits(line.text(), line.text().size()) || line.text().size() < 3) continue;
            reading_.printed_number = text_reading(field, line, Side::front);
            return;
        }
    }

    void name_instrument() {
        const double width_in = static_cast<double>(width_px()) / page_.ink.dpi;
        if (on_file_)
            reading_.instrument = Instrument::bank_bill_pay;
        else
            reading_.instrument = width_in >= kBusinessWidth ? Instrument::business : Instrument::personal;
    }

    template <class T>
    static void locate(Reading<T>& reading, const FieldImage& field) {
        reading.region = Region{Side::front, field.box};
        if (!field.blank() && reading.presence == Presence::absent) reading.presence = Presence::illegible;
    }

    /// Print is read once more as print where the line reader is not sure.
    template <class T>
    static bool needs_print(const Reading<T>& reading, const FieldImage& field) {
        return !field.blank() && !reading.sure(kReadSure) && looks_printed(field);
    }

    TextReading read_words_in(const FieldImage& field) {
        const Typeface typeface = on_file_ ? Typeface::print : Typeface::handwriting;
        WordsReading words = read_words_field(field, readers_, Side::front, typeface);
        add_identifiers(reading_.identifiers, std::move(words.identifiers));
        return std::move(words.text);
    }

    static bool overlaps(const Box& a, const Box& b) {
        const Box shared = intersection(a, b);
        return 2.0 * shared.width_px * shared.height_px >
               1.0 * std::min(a.width_px * a.height_px, b.width_px * b.height_px);
    }

    const CleanPage& page_;
    const CheckLayout& layout_;
    const Readers& readers_;
    TextEngine& engine_;
    const CheckVocabulary& vocabulary_;
    CheckReading& reading_;
    Box signature_box_, memo_box_;
    bool on_file_ = false;
};

}  // namespace

void read_ruled_check(const CleanPage& page, const CheckLayout& layout, const Readers& readers,
                      const CheckVocabulary& vocabulary, CheckReading& reading) {
    RuledCheckReader(page, layout, readers, vocabulary, reading).read();
}

}  // namespace lockbox

#include "ocr/labelled_check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ocr/check_date.h"
#include "ocr/check_labels.h"
#include "ocr/courtesy_amount.h"
#include "ocr/ctc.h"
#include "ocr/field_text.h"
#include "ocr/fields_by_form.h"
#include "ocr/fraction_zeros.h"
#include "ocr/fuzzy_text.h"
#include "ocr/identifiers_in_text.h"
#include "ocr/labelled_text.h"
#include "ocr/landmarks.h"
#include "ocr/lattice_code.h"
#include "ocr/legal_amount.h"
#include "ocr/payee.h"
#include "ocr/payer_print.h"
#include "ocr/print_rows.h"
#include "ocr/printed_amount.h"
#include "ocr/printed_identifiers.h"
#include "ocr/signature.h"
#include "ocr/text_rows.h"
#include "ocr/written_fields.h"

namespace lockbox {
namespace {

// Inches.
constexpr double kWritingHeight = 0.34;
constexpr double kLabelGapMax = 0.7, kLabelLengthMax = 1.9, kLabelHeightMax = 0.15;
constexpr double kPrintMargin = 0.03;
constexpr double kMicrBand = 0.6;  // clear band for the MICR line along the lower edge (ANSI X9.100-160)
constexpr double kSmallPrint = 0.1;
constexpr double kPrintAbove = 0.1;  // print that ends so high above a rule does not stand on it
constexpr std::size_t kWritingLinesMax = 8;
constexpr double kSerialPart = 0.35;  // of the page's height
constexpr std::size_t kSerialDigitsMin = 8;
constexpr double kPayerPart = 0.5;  // of the page's height
constexpr double kReadTwice = 0.99;
constexpr double kHeadingAbove = 0.3;   // over what stands in a box
constexpr double kFiguresApart = 0.08;  // the engine of words parts "$1" from ",237.08"
constexpr double kUnderLine = 0.15, kLineWidth = 0.02;
constexpr double kReadSure = 0.9;          // probability: no second look is needed
constexpr double kPrintProbability = 0.8;  // block text at least so sure is print, and needs no second reading

bool mostly_inside(const Box& inner, const Box& outer) {
    const Box shared = intersection(inner, outer);
    return 2.0 * shared.width_px * shared.height_px > 1.0 * inner.width_px * inner.height_px;
}

class LabelledCheckReader {
  public:
    LabelledCheckReader(const CleanPage& page, const Readers& readers, const CheckVocabulary& vocabulary,
                        CheckReading& reading)
        : page_(page),
          readers_(readers),
          engine_(readers.print),
          vocabulary_(vocabulary),
          reading_(reading),
          print_rows_(find_print_rows(page)) {}

    void read() {
        area_ = page_.gray.bounds();
        area_.height_px = std::max(0, area_.height_px - px(kMicrBand));
        lines_ = engine_.read_block(page_.gray, area_);
        segments_ = segments_of(lines_);
        read_ruled_fields();
        read_print();
        read_amounts_as_lines();
        read_payee_in_print();
        text_lines_ = find_text_lines(page_, area_);
        read_fields_on_no_line();
        read_free_writing();
        name_instrument();
        if (reading_.instrument == Instrument::money_order) {
            read_printed_serial();
            take_payee_from_writing();
        }
        if (reading_.instrument == Instrument::unknown) read_without_labels();
    }

  private:
    [[nodiscard]] int px(double inches) const { return static_cast<int>(std::lround(inches * page_.ink.dpi)); }

    /// What is printed on the height of a rule and ends just left of it, from its first word on.
    [[nodiscard]] std::string words_left_of(const Rule& rule) const {
        std::string label;
        for (const TextSegment& segment : segments_) {
            std::string words;
            int gap = px(kLabelGapMax);
            for (const TextWord& word : segment.words) {
                const int middle = word.box.top_px + word.box.height_px / 2;
                const bool level = middle > rule.left_y_px - px(0.3) && middle < rule.left_y_px + px(0.1);
                if (!level || rule.left_px - word.box.right_px() <= -px(0.1)) break;
                words += (words.empty() ? "" : " ") + word.text;
                gap = rule.left_px - word.box.right_px();
            }
            if (gap < px(kLabelGapMax)) label += (label.empty() ? "" : " ") + words;
        }
        return label;
    }

    /// The same by the line reader: the engine of words leaves out whole lines where writing stands beside print.
    [[nodiscard]] Lattice line_left_of(const Rule& rule) const {
        const int right = rule.left_px - px(0.02);
        int left = std::max(0, right - px(kLabelLengthMax));
        for (const Rule& other : page_.rules) {  // a column's label stands behind the line of the column before
            const bool beside = std::abs(other.middle_y_px() - rule.left_y_px) < px(0.1) && other.right_px < right;
            if (beside) left = std::max(left, other.right_px + px(0.02));
        }
        const Box band{left, static_cast<int>(rule.left_y_px) - px(0.2), right - left, px(0.3)};
        Lattice label;
        for (const FieldImage& line : find_text_lines(page_, intersection(band, page_.gray.bounds()))) {
            const bool near = rule.left_px - line.box.right_px() < px(kLabelGapMax);
            if (near && line.box.height_px < px(kLabelHeightMax)) label = lattice_of(line, readers_.writing);
        }
        return label;
    }

    void read_ruled_fields() {
        std::optional<CheckLabel> above;
        int above_left = 0;
        for (const Rule& rule : page_.rules) {
            if (rule.length_px() < px(0.9)) continue;
            std::optional<CheckLabel> label = label_of(words_left_of(rule));
            if (!label) label = label_of_pixels(line_left_of(rule));
            if (!label && is_signed_under(rule)) label = CheckLabel::signature;
            // The second line of an address has no label of its own.
            if (!label && above == CheckLabel::address && std::abs(rule.left_px - above_left) < px(0.15)) label = above;
            above = label;
            above_left = rule.left_px;
            if (label)
                read_ruled_field(*label, written_on(rule));
            else
                unlabelled_.push_back(rule);
        }
    }

    /// "AUTHORIZED SIGNATURE" mostly stands under its line.
    [[nodiscard]] bool is_signed_under(const Rule& rule) const {
        return std::any_of(segments_.begin(), segments_.end(), [&](const TextSegment& segment) {
            const double below = segment.box.top_px - rule.y_px(segment.box.left_px);
            const bool within = segment.box.left_px >= rule.left_px && segment.box.right_px() <= rule.right_px;
            return within && below > -px(kSmallPrint) && below < px(kUnderLine) &&
                   label_of(segment.text()) == CheckLabel::signature;
        });
    }

    /// What stands on the rule, without print or a row of writing above it that looks in.
    [[nodiscard]] FieldImage written_on(const Rule& rule) const {
        const Box band = writing_band(rule, kWritingHeight, page_.ink.dpi);
        std::vector<StrokePart> parts = strokes_in(page_, band);
        std::erase_if(parts, [&](const StrokePart& part) {
            if (rows_of(page_, part).top_px > rule.middle_y_px() - px(kLineWidth)) return true;  // the label under it
            return std::any_of(print_rows_.begin(), print_rows_.end(), [&](const PrintRow& row) {
                if (row.box.bottom_px() > rule.middle_y_px() - px(kPrintAbove)) return false;
                const Box box = rows_of(page_, part);
                const bool letter = std::find(row.strokes.begin(), row.strokes.end(), part.stroke) != row.strokes.end();
                return letter || intersection(box, row.box) == box;  // its dots and hyphens
            });
        });
        std::vector<std::vector<StrokePart>> rows = rows_in(page_, std::move(parts));
        const auto is_dirt = [this](const std::vector<StrokePart>& row) {
            return std::all_of(row.begin(), row.end(), [this](const StrokePart& part) {
                return rows_of(page_, part).height_px < px(kSmallPrint) / 2;
            });
        };
        while (rows.size() > 1 && is_dirt(rows.back())) rows.pop_back();
        return field_of(page_, rows.empty() ? std::vector<StrokePart>{} : rows.back(), band);
    }

    void read_ruled_field(CheckLabel label, const FieldImage& field) {
        taken_.push_back(field.box);
        if (label == CheckLabel::signature) {
            reading_.signature = read_signature(field, {}, engine_).presence;
            return;
        }
        if (label == CheckLabel::memo) {
            reading_.memo = read_words_in(field);
            return;
        }
        // The engine of words makes little of a hand, and takes long for it.
        const TextLine line = looks_printed(field) ? read_field(field, engine_) : TextLine{{}, field.box};
        const Lattice lattice = lattice_of(field, readers_.writing);
        const auto text = [&] {
            TextReading both = of_both(text_reading(field, line, Side::front), read_text(lattice));
            both.region = Region{Side::front, field.box};
            return both;
        };
        switch (label) {
            case CheckLabel::payee:
                reading_.payee = text();
                reading_.payee_verdict = lockbox::read_payee(lattice, vocabulary_.payees);
                if (reading_.payee_verdict != PayeeVerdict::health_connector) {
                    const TextLine again = line.words.empty() ? read_field(field, engine_) : line;
                    reading_.payee_verdict = judge_payee(again.text(), mean_probability(again), vocabulary_.payees);
                }
                break;
            case CheckLabel::payer:
                reading_.payer_name = text();
                reading_.payer_name.lattice = encode(lattice);
                break;
            case CheckLabel::address:
                if (const TextReading address = text(); address.best()) {
                    reading_.payer_address.push_back(address.best()->value);
                }
                break;
            case CheckLabel::date:
                reading_.date = surer(lockbox::read_date(lattice, vocabulary_.received),
                                      parse_check_date(line.text(), mean_probability(line), vocabulary_.received));
                reading_.date.region = Region{Side::front, field.box};
                break;
            case CheckLabel::memo:
            case CheckLabel::signature:
                break;
        }
    }

    template <class T>
    static void keep_better(Reading<T>& known, Reading<T> found, const Box& box) {
        if (!found.best() || (known.best() && known.best()->probability >= found.best()->probability)) return;
        known = std::move(found);
        known.region = Region{Side::front, box};
    }

    /// Amounts and dates in print are recognised by their form alone.
    void read_print() {
        // What stands in columns is no sentence: a label left of an amount in words is none of its words.
        for (const TextSegment& segment : segments_) {
            const TextLine line = segment.line();
            note_identifiers(line);
            const std::string text = line.text();
            if (const auto amount = amount_in_words_of(line);
                amount && !names_a_limit(text) && !reading_.legal_amount.best()) {
                Reading<Cents> words = parse_legal_amount(amount->text(), mean_probability(*amount));
                if (words.best()) reading_.legal_text = amount->text();
                keep_better(reading_.legal_amount, std::move(words), amount->box);
            }
            if (text.find_first_of("0123456789") == std::string::npos) continue;
            if (!names_a_limit(text)) read_figures_in(line);
            // Of words between stars the engine makes nothing; the line reader is given their place.
            if (!reading_.legal_amount.region && begins_with_stars(text))
                reading_.legal_amount.region = {Side::front, line.box};
            read_day_in(line);
        }
        if (reading_.date.best()) return;
        for (const TextLine& row : joined_rows(lines_)) read_day_in(row);  // typewriters part the year from the day
    }
    void read_figures_in(const TextLine& line) {
        for (std::size_t i = 0; i < line.words.size(); ++i) {
            const TextWord word = whole_figures(line, i, px(kFiguresApart));
            const bool after_sign = i > 0 && line.words[i - 1].text == "$";
            const bool signed_or_filled = word.text.find('$') != std::string::npos || word.text.starts_with("**");
            const bool labelled = has_form_of_amount(word.text) && is_labelled_amount(word.box);
            if (!after_sign && !signed_or_filled && !labelled) continue;
            keep_better(reading_.courtesy_amount, parse_courtesy_amount(word.text, word.probability), word.box);
        }
    }
    /// In a box of its own the figures stand under "AMOUNT", with no dollar sign.
    [[nodiscard]] bool is_labelled_amount(const Box& figures) const {
        return std::any_of(segments_.begin(), segments_.end(), [&](const TextSegment& segment) {
            const int above = figures.top_px - segment.box.bottom_px();
            const bool level = segment.box.left_px < figures.right_px() && segment.box.right_px() > figures.left_px;
            return level && above >= 0 && above < px(kHeadingAbove) && plain_words(segment.text()) == "amount";
        });
    }
    void read_day_in(const TextLine& line) {
        Reading<Date> date = date_in_print(line, vocabulary_.received);
        if (date.region) keep_better(reading_.date, date, date.region->box);
    }

    /// An engine of words takes "00/100" for "B0/100"; the line reader has the grammar of amounts.
    void read_amounts_as_lines() {
        const FieldImage words = field_at(reading_.legal_amount);
        const Lattice legal = with_zeros_of_hundred(words.image, lattice_of(words, readers_.writing));
        const WrittenAmount amount =
            read_amount(lattice_of(field_at(reading_.courtesy_amount), readers_.writing), legal);
        replace_by_surer(reading_.courtesy_amount, amount.figures);
        replace_by_surer(reading_.legal_amount, amount.words);
    }
    FieldImage field_at(const Reading<Cents>& reading) {
        if (!reading.region) return {};
        return cut_printed_amount(page_, grown(reading.region->box));
    }
    [[nodiscard]] Box grown(const Box& box) const {
        const int margin = px(kPrintMargin);
        return {box.left_px - margin, box.top_px - margin, box.width_px + 2 * margin, box.height_px + 2 * margin};
    }
    static void replace_by_surer(Reading<Cents>& known, const Reading<Cents>& found) {
        const std::optional<Region> region = known.region;
        known = surer(known, found);
        known.region = region;
    }

    /// Without a rule the payee stands behind its label on the same line.
    void read_payee_in_print() {
        if (reading_.payee.presence != Presence::absent) return;
        for (const TextLine& line : lines_) {
            const PayeeVerdict verdict = judge_payee(line.text(), mean_probability(line), vocabulary_.payees);
            if (verdict != PayeeVerdict::health_connector) continue;
            reading_.payee_verdict = verdict;
            reading_.payee.presence = Presence::read;
            reading_.payee.region = Region{Side::front, line.box};
            reading_.payee.alternatives = {{line.text(), std::clamp(mean_probability(line), 0.01, 0.95)}};
            return;
        }
    }

    void read_fields_on_no_line() {
        const FormsWanted wanted{!reading_.date.sure(kReadSure), !reading_.courtesy_amount.best(),
                                 !reading_.legal_amount.best()};
        if (!wanted.date && !wanted.figures && !wanted.words) return;
        std::vector<FieldImage> free = text_lines_;
        std::erase_if(free, [this](const FieldImage& line) { return is_field(line.box); });
        FieldsByForm found = read_fields_by_form(page_, free, wanted, readers_.writing, vocabulary_.received);
        if (found.date.region) keep_better(reading_.date, found.date, found.date.region->box);
        if (found.figures.region) reading_.courtesy_amount = std::move(found.figures);
        if (!found.words.region) return;
        reading_.legal_amount = std::move(found.words);
        reading_.legal_text = std::move(found.words_text);
        read_amounts_as_lines();  // each is asked about what the other says
    }

    void read_free_writing() {
        std::size_t lines_read = 0;
        for (const FieldImage& field : text_lines_) {
            if (field.box.height_px < px(kSmallPrint) || is_known(field)) continue;
            if (++lines_read > kWritingLinesMax) return;
            reading_.writing.push_back(read_words_in(field));
        }
    }

    /// A threshold may take small labels from a check, and every line with them. Its payer is still printed there.
    void read_without_labels() {
        if (reading_.payer_name.presence == Presence::absent) {
            const std::optional<AddressBlock> payer = highest_address(segments_, page_.ink.dpi);
            if (payer && payer->town().box.bottom_px() < kPayerPart * page_.gray.height_px)
                take_payer(page_, *payer, readers_, reading_);
        }
        const std::optional<Region>& words = reading_.legal_amount.region;
        if (reading_.signature != Presence::illegible || !words) return;
        const int top = words->box.bottom_px() - px(kLineWidth);
        if (is_signed_on_a_line_under(top) || is_signed_with_name_under(top)) reading_.signature = Presence::read;
    }
    /// Checks are signed at the lower right: a line there is the one to sign on, unless its label asks for something
    /// else.
    [[nodiscard]] bool is_signed_on_a_line_under(int top_px) {
        return std::any_of(unlabelled_.begin(), unlabelled_.end(), [&](const Rule& rule) {
            return is_at_right(rule.left_px, rule.length_px()) && rule.middle_y_px() > top_px + px(kWritingHeight) &&
                   rule.middle_y_px() < area_.bottom_px() &&
                   read_signature(written_on(rule), {}, engine_).presence == Presence::read;
        });
    }
    /// Without a line a hand that writes the payer's name there has signed.
    [[nodiscard]] bool is_signed_with_name_under(int top_px) const {
        const auto* name = reading_.payer_name.best();
        return name && std::any_of(text_lines_.begin(), text_lines_.end(), [&](const FieldImage& line) {
                   return is_at_right(line.box.left_px, line.box.width_px) && line.box.top_px > top_px &&
                          signs_with_name(line, name->value, readers_.writing);
               });
    }
    [[nodiscard]] bool is_at_right(int left_px, int width_px) const {
        return left_px + width_px / 2 > page_.gray.width_px / 2;
    }

    [[nodiscard]] bool is_field(const Box& box) const {
        return std::any_of(taken_.begin(), taken_.end(),
                           [&](const Box& known) { return mostly_inside(box, known) || mostly_inside(known, box); });
    }
    [[nodiscard]] bool is_amount_or_day(const Box& box) const {
        const auto is_in = [&](const std::optional<Region>& region) {
            return region && mostly_inside(box, region->box);
        };
        return is_in(reading_.courtesy_amount.region) || is_in(reading_.legal_amount.region) ||
               is_in(reading_.date.region);
    }
    /// What the engine of words is sure of needs no second reading where it is print; a hand that it can read is
    /// writing, and so is a legend: no form bears one.
    [[nodiscard]] bool is_known(const FieldImage& field) const {
        const auto is_read = [&](const TextLine& line) {
            return mean_probability(line) >= kPrintProbability && mostly_inside(field.box, line.box) &&
                   !names_restriction(line.text(), vocabulary_.restrictive_legends);
        };
        return is_field(field.box) || is_amount_or_day(field.box) ||
               (looks_printed(field) && std::any_of(lines_.begin(), lines_.end(), is_read));
    }

    void name_instrument() {
        const auto any_line = [this](auto&& holds) {
            return std::any_of(lines_.begin(), lines_.end(), [&](const TextLine& line) { return holds(line.text()); });
        };
        if (any_line([](const std::string& text) { return says_signature_on_file(text); })) {
            reading_.instrument = Instrument::bank_bill_pay;
            reading_.signature = Presence::read;
        }
        const bool postal = reading_.micr.routing && reading_.micr.routing->str() == kPostalMoneyOrderRouting;
        const bool titled = any_line([](const std::string& text) {
            const std::string words = plain_words(text);
            return words.size() >= 11 && distance_within("money order", words) <= 2;
        });
        if (postal || titled) reading_.instrument = Instrument::money_order;
    }

    /// A money order's number is printed in its upper part; a private one may have no MICR line that says it. The
    /// engine of print and the line reader must both see the same digits.
    void read_printed_serial() {
        for (const TextSegment& segment : segments_) {
            if (!are_words_for_number(std::span(segment.words).first(segment.words.size() - 1))) continue;
            const auto& [digits, probability, box] = segment.words.back();
            const bool high = box.bottom_px() < kSerialPart * page_.gray.height_px;
            if (!high || !is_digits(digits, digits.size()) || digits.size() < kSerialDigitsMin) continue;
            if (!reads_same_digits(page_, box, digits, readers_.writing)) continue;
            reading_.printed_number.presence = Presence::read;
            reading_.printed_number.region = Region{Side::front, box};
            reading_.printed_number.alternatives = {{digits, kReadTwice}};
            return;
        }
    }

    /// The label under the payee's line may be hidden by a signature. Who fills in a money order writes to whom it goes
    /// above all else.
    void take_payee_from_writing() {
        std::vector<TextReading>& writing = reading_.writing;
        const auto higher = [](const TextReading& a, const TextReading& b) {
            return a.region && b.region && a.region->box.top_px < b.region->box.top_px;
        };
        const auto highest = std::min_element(writing.begin(), writing.end(), higher);
        if (reading_.payee.presence != Presence::absent || highest == writing.end() || !highest->region) return;
        if (!stands_on_bare_rule(highest->region->box)) return;
        const auto lattice = decode_lattice(highest->lattice);
        if (!lattice || lockbox::read_payee(*lattice, vocabulary_.payees) != PayeeVerdict::health_connector) return;
        reading_.payee_verdict = PayeeVerdict::health_connector;
        reading_.payee = std::move(*highest);
        writing.erase(highest);
    }

    /// With nothing before it: what has a label that nobody could read is another field.
    [[nodiscard]] bool stands_on_bare_rule(const Box& box) const {
        return std::any_of(unlabelled_.begin(), unlabelled_.end(), [&](const Rule& rule) {
            const int middle = box.left_px + box.width_px / 2;
            const double over = rule.y_px(middle) - box.bottom_px();
            return middle > rule.left_px && middle < rule.right_px && std::abs(over) < px(0.12) &&
                   words_left_of(rule).empty() && line_left_of(rule).empty();
        });
    }

    /// "No.", "Serial number:", "Money order #"; also none at all.
    static bool are_words_for_number(std::span<const TextWord> words) {
        constexpr std::string_view kWords[] = {"", "no", "nr", "number", "serial", "money", "order"};
        return std::all_of(words.begin(), words.end(), [&](const TextWord& word) {
            std::string letters = lower_case(word.text);
            std::erase_if(letters, [](unsigned char c) { return std::isalnum(c) == 0; });
            return std::find(std::begin(kWords), std::end(kWords), letters) != std::end(kWords);
        });
    }

    TextReading read_words_in(const FieldImage& field) {
        WordsReading words = read_words_field(field, readers_, Side::front);
        add_identifiers(reading_.identifiers, std::move(words.identifiers));
        return std::move(words.text);
    }

    void note_identifiers(const TextLine& line) {
        const Typeface typeface = mean_probability(line) >= 0.9 ? Typeface::print : Typeface::handwriting;
        add_identifiers(reading_.identifiers, identifiers_read_twice(line, typeface, page_, readers_.writing));
    }

    const CleanPage& page_;
    const Readers& readers_;
    TextEngine& engine_;
    const CheckVocabulary& vocabulary_;
    CheckReading& reading_;
    std::vector<PrintRow> print_rows_;
    Box area_;
    std::vector<TextLine> lines_;
    std::vector<TextSegment> segments_;   ///< the same, cut into columns
    std::vector<FieldImage> text_lines_;  ///< whatever stands in lines, read or not
    std::vector<Box> taken_;
    std::vector<Rule> unlabelled_;  ///< of the lines to write on
};

}  // namespace

void read_labelled_check(const CleanPage& page, const Readers& readers, const CheckVocabulary& vocabulary,
                         CheckReading& reading) {
    reading.signature = Presence::illegible;
    LabelledCheckReader(page, readers, vocabulary, reading).read();
}

}  // namespace lockbox

#include "ocr/ruled_check.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <iterator>

#include "ocr/address_block.h"
#include "ocr/check_date.h"
#include "ocr/check_labels.h"
#include "ocr/courtesy_amount.h"
#include "ocr/ctc.h"
#include "ocr/field_text.h"
#include "ocr/fraction_zeros.h"
#include "ocr/fuzzy_text.h"
#include "ocr/identifiers_in_text.h"
#include "ocr/labelled_text.h"
#include "ocr/lattice_code.h"
#include "ocr/legal_amount.h"
#include "ocr/micr_parse.h"
#include "ocr/payee.h"
#include "ocr/payer_print.h"
#include "ocr/printed_identifiers.h"
#include "ocr/restriction.h"
#include "ocr/ruled_fields.h"
#include "ocr/signature.h"
#include "ocr/written_fields.h"

namespace lockbox {
namespace {

constexpr double kReadSure = 0.9;  // probability: no second look is needed
constexpr double kReadLikely = 0.5;
// Inches.
constexpr double kPayeeLabelHeight = 0.28;             // "PAY TO THE ORDER OF" in two lines
constexpr double kSmallPrint = 0.1;                    // labels and notices; nobody writes so low
constexpr double kBusinessWidth = 7.2;                 // personal checks are 6 in wide, business checks 8.25 and more
constexpr double kSmallestPrint = 0.05;                // a machine prints in type that nobody can write in
constexpr double kTyped = 0.07, kShortestTyped = 0.9;  // what a typewriter or a small hand adds, in a few words
constexpr double kClearNumber = 0.5;                   // probability
constexpr double kShortestNote = 0.3;                  // what is shorter over the lines is a piece of something
constexpr double kWordsMin = 1.0, kWideGap = 0.6;
constexpr double kSideMargin = 0.2;
constexpr std::array kYearApart = {0.62, 1.1};  // its end, behind that of the line
constexpr double kDateLeftMin = 0.4;            // share of the width
constexpr double kLabelMax = 1.0, kLabelGap = 0.06;
constexpr int kLabelLettersMin = 3;
constexpr std::size_t kDatePlacesMax = 6;
constexpr double kUnderAddress = 0.15, kBeyondPrint = 0.3;
constexpr double kCutOff = 0.1;  // nearer to the end of an area than this a word may go on behind it
constexpr std::size_t kWritingLinesMax = 6;
constexpr std::ptrdiff_t kNameLettersMin = 4;

/// By an address a telephone's number is usual, and "(508) 555-0190" has been read as 750815550190: only a Member ID
/// that it cannot be counts there.
bool is_no_members(const IdentifierReading& number) {
    constexpr std::string_view kOpens = "0167", kCloses = "17";
    const auto* best = number.digits.best();
    if (best == nullptr || number.kind != IdentifierKind::member_id) return true;
    return kOpens.find(best->value[0]) != std::string_view::npos &&
           kCloses.find(best->value[4]) != std::string_view::npos;
}

class RuledCheckReader {
  public:
    RuledCheckReader(const CleanPage& page, const CheckLayout& layout, const Readers& readers,
                     const CheckVocabulary& vocabulary, CheckReading& reading)
        : page_(page),
          layout_(layout),
          fields_(cut_ruled_fields(page, layout)),
          readers_(readers),
          engine_(readers.print),
          vocabulary_(vocabulary),
          reading_(reading) {}

    void read() {
        read_signature_line();
        read_amounts();
        read_date();
        read_payee();
        read_print();
        read_memo();
        read_free_writing();
        read_payer();
        read_upper_writing();
        read_printed_number();
        name_instrument();
    }

  private:
    [[nodiscard]] int px(double inches) const { return static_cast<int>(std::lround(inches * page_.ink.dpi)); }
    [[nodiscard]] int width_px() const { return page_.ink.width_px; }

    void read_signature_line() {
        if (!fields_.signature) return;
        SignatureReading signature;
        if (layout_.lower_signature_rule) signature = sign_on(*layout_.lower_signature_rule);
        if (signature.presence != Presence::read) signature = signature_in(fields_);
        if (signature.presence != Presence::read && layout_.upper_signature_rule)
            signature = sign_on(*layout_.upper_signature_rule);
        const bool unsure = layout_.signature_rule_in_part && signature.presence == Presence::absent;
        reading_.signature = unsure ? Presence::illegible : signature.presence;
        on_file_ = signature.on_file;
    }

    SignatureReading signature_in(const RuledFields& fields) {
        return read_signature(*fields.signature, {&fields.legal, &fields.payee}, engine_);
    }

    /// On another line than the one that every check has, the lower of two: that is looked for first where it is
    /// hidden, by a signature.
    SignatureReading sign_on(const Rule& line) {
        CheckLayout other = layout_;
        other.signature_rule = line;
        RuledFields fields = cut_ruled_fields(page_, other);
        const SignatureReading signature = signature_in(fields);
        if (signature.presence == Presence::read) fields_ = std::move(fields);
        return signature;
    }

    void read_amounts() {
        const FieldImage &figures = fields_.courtesy, &words = fields_.legal;
        Lattice legal = lattice_of(words, readers_.writing);
        if (!words.blank() && looks_printed(words)) legal = with_zeros_of_hundred(words.image, legal);
        const Lattice numbers = lattice_of(figures, readers_.writing);
        const auto raised = raised_cents_of(figures, readers_.writing);
        WrittenAmount written = read_amount(numbers, legal, raised);
        if (const std::optional<FieldImage> begin = before_gap(words); begin && !written.words.sure(kReadLikely)) {
            Lattice shorter = lattice_of(*begin, readers_.writing);
            WrittenAmount again = read_amount(numbers, shorter, raised);
            if (surer(written.words, again.words) == again.words) {
                written = std::move(again);
                legal = std::move(shorter);
            }
        }
        reading_.courtesy_amount = std::move(written.figures);
        if (needs_print(reading_.courtesy_amount, figures)) {
            const TextLine line = read_field(figures, engine_, TextAlphabet::amount);
            reading_.courtesy_amount =
                surer(reading_.courtesy_amount, parse_courtesy_amount(line.text(), mean_probability(line)));
        }
        locate(reading_.courtesy_amount, figures);

        reading_.legal_text = greedy_text(legal).text;
        reading_.legal_amount = std::move(written.words);
        if (needs_print(reading_.legal_amount, words)) {
            const TextLine line = read_field(words, engine_);
            reading_.legal_amount =
                surer(reading_.legal_amount, parse_legal_amount(line.text(), mean_probability(line)));
        }
        locate(reading_.legal_amount, words);
    }

    /// What is written before a wide gap: "DOLLARS" may be printed at the end of the line. Nothing where there is none.
    [[nodiscard]] std::optional<FieldImage> before_gap(const FieldImage& words) const {
        int reach = words.box.left_px;
        for (const Box& stroke : words.strokes) {
            if (reach - words.box.left_px > px(kWordsMin) && stroke.left_px - reach > px(kWideGap)) {
                return cut_field(page_,
                                 {words.box.left_px, words.box.top_px, reach - words.box.left_px, words.box.height_px});
            }
            reach = std::max(reach, stroke.right_px());
        }
        return std::nullopt;
    }

    void read_date() {
        if (!fields_.date) {
            read_printed_date();
            if (!reading_.date.sure(kReadLikely)) read_date_over_the_lines();
            return;
        }
        read_date_in(*fields_.date);
        if (!reading_.date.sure(kReadLikely)) read_date_with_year_apart();
    }

    /// The line for the date is hidden by it, or there is none: it stands alone at the right, or behind its label.
    void read_date_over_the_lines() {
        std::size_t lines_read = 0;
        for (const FieldImage& line : fields_.upper) {
            if (line.box.height_px < px(kSmallPrint) || line.box.left_px < kDateLeftMin * width_px()) continue;
            for (const FieldImage& part : with_ends_behind_labels(line)) {
                if (++lines_read > kDatePlacesMax) return;
                Reading<Date> date = lockbox::read_date(lattice_of(part, readers_.writing), vocabulary_.received);
                locate(date, part);
                reading_.date = surer(reading_.date, std::move(date));
                if (reading_.date.sure(kReadLikely)) return;
            }
        }
    }
    /// The line, and what of it stands behind a gap at its beginning that a label may leave.
    [[nodiscard]] std::vector<FieldImage> with_ends_behind_labels(const FieldImage& line) const {
        std::vector<FieldImage> parts = {line};
        int reach = line.box.left_px, letters = 0;
        for (const Box& stroke : line.strokes) {
            if (stroke.left_px - line.box.left_px > px(kLabelMax)) break;
            if (stroke.left_px - reach > px(kLabelGap) && letters >= kLabelLettersMin) {
                parts.push_back(cut_field(page_, {stroke.left_px, line.box.top_px, line.box.right_px() - stroke.left_px,
                                                  line.box.height_px}));
            }
            reach = std::max(reach, stroke.right_px());
            ++letters;
        }
        return parts;
    }

    /// Without a line for it the date is printed somewhere over the other fields.
    void read_printed_date() {
        const Box upper{0, 0, width_px(), static_cast<int>(layout_.upper_rule().left_y_px)};
        for (const TextLine& line : engine_.read_block(page_.gray, intersection(upper, page_.gray.bounds()))) {
            reading_.date = surer(reading_.date, date_in_print(line, vocabulary_.received));
        }
    }

    /// On old stock "20" is printed behind the line, and the year has a line of its own; the fraction may stand behind
    /// it.
    void read_date_with_year_apart() {
        const Rule& line = *layout_.date_rule;
        for (const double apart_in : kYearApart) {
            CheckLayout both = layout_;
            const int right = std::min(line.right_px + px(apart_in), width_px() - px(kSideMargin));
            if (right <= line.right_px) return;
            both.date_rule->right_y_px = line.y_px(right);
            both.date_rule->right_px = right;
            const Reading<Date> before = reading_.date;
            read_date_in(*cut_ruled_fields(page_, both).date);
            reading_.date = surer(before, reading_.date);
        }
    }
    void read_date_in(const FieldImage& field) {
        reading_.date = lockbox::read_date(lattice_of(field, readers_.writing), vocabulary_.received);
        if (needs_print(reading_.date, field)) {
            const TextLine line = read_field(field, engine_);
            reading_.date =
                surer(reading_.date, parse_check_date(line.text(), mean_probability(line), vocabulary_.received));
        }
        locate(reading_.date, field);
    }

    void read_payee() {
        const FieldImage& field = fields_.payee;
        const Lattice lattice = lattice_of(field, readers_.writing);
        reading_.payee = read_text(lattice);
        locate(reading_.payee, field);
        reading_.payee_verdict = lockbox::read_payee(lattice, vocabulary_.payees);
        if (reading_.payee_verdict == PayeeVerdict::health_connector || !looks_printed(field)) return;
        const TextLine line = read_field(field, engine_);
        reading_.payee_verdict = judge_payee(line.text(), mean_probability(line), vocabulary_.payees);
    }

    /// A machine filled the check in, or a hand so low and even that it may have been one.
    [[nodiscard]] bool may_be_machine_printed() const {
        return on_file_ || (looks_printed(fields_.payee) && looks_printed(fields_.legal));
    }

    /// Machines print the payer's number where their bank likes it, beside any label and in any size, and the date
    /// without a line.
    void read_print() {
        machine_printed_ = may_be_machine_printed();
        if (!machine_printed_) return;
        const Box face{0, 0, width_px(), std::clamp(static_cast<int>(layout_.floor_px), 0, page_.ink.height_px)};
        const std::vector<TextSegment> print = segments_of(engine_.read_block(page_.gray, face));
        const auto says_on_file = [](const TextSegment& segment) { return says_signature_on_file(segment.text()); };
        if (std::any_of(print.begin(), print.end(), says_on_file)) {
            on_file_ = true;
            reading_.signature = Presence::read;
        }
        const bool date_is_written = reading_.date.presence != Presence::absent;
        for (const TextSegment& segment : print) {
            add_identifiers(reading_.identifiers,
                            identifiers_read_twice(segment.line(), typeface(), page_, readers_.writing));
            if (on_file_ && !date_is_written) {
                reading_.date = surer(reading_.date, date_in_print(segment.line(), vocabulary_.received));
            }
        }
    }

    /// Only where the bank signed is all of it print.
    [[nodiscard]] Typeface typeface() const { return on_file_ ? Typeface::print : Typeface::handwriting; }

    void read_memo() {
        if (!fields_.memo) return;
        reading_.memo = read_words_in(*fields_.memo);
    }

    void read_free_writing() {
        if (on_file_) return;  // all of it is print, and nobody writes on what the bank itself mails
        std::size_t lines_read = 0;
        for (const FieldImage& field : fields_.writing) {
            const double lowest = machine_printed_ ? kSmallestPrint : kSmallPrint;
            if (field.box.height_px < px(lowest)) {
                listen_in_small_print(field);
            } else if (++lines_read <= kWritingLinesMax) {
                reading_.writing.push_back(read_words_in(field));
            }
        }
    }
    /// A typewriter's words are as low as print, and so is a small hand's number.
    void listen_in_small_print(const FieldImage& field) {
        if (field.box.height_px < px(kTyped) || field.box.width_px < px(kShortestTyped)) return;
        const Lattice lattice = lattice_of(field, readers_.writing);
        std::vector<IdentifierReading> numbers = read_identifiers(lattice);
        for (IdentifierReading& number : numbers) number.digits.region = Region{Side::front, field.box};
        take_clear_numbers(std::move(numbers));
        TextReading text = read_text(lattice);
        text.region = Region{Side::front, field.box};
        text.lattice = encode(lattice);
        if (shows_restriction(text, vocabulary_.restrictive_legends, Typeface::print) || says_restriction(text))
            reading_.upper_writing.push_back(std::move(text));
    }
    void take_clear_numbers(std::vector<IdentifierReading> numbers) {
        std::erase_if(numbers, [this](const IdentifierReading& number) { return !is_clearly_a_members(number); });
        add_identifiers(reading_.identifiers, std::move(numbers));
    }
    /// A number of that length stands there, whatever each of its digits is. The fraction and the number of the check,
    /// read as one, have as many digits as an Enrollment ID.
    [[nodiscard]] bool is_clearly_a_members(const IdentifierReading& number) const {
        double seen = 0;
        for (const auto& alternative : number.digits.alternatives) seen += alternative.probability;
        if (seen < kClearNumber || number.kind == IdentifierKind::enrollment_id) return false;
        const std::string& digits = number.digits.best()->value;
        const std::string serial = reading_.micr.serial.value_or("");
        const std::size_t first = serial.find_first_not_of('0');
        return first == std::string::npos || !digits.ends_with(serial.substr(first));
    }

    /// The payer's name stands above an address, mostly in the left half; where none is complete there, with a street,
    /// the whole width is read, and where none is complete at all the first line that may be a name counts.
    void read_payer() {
        const int bottom = static_cast<int>(layout_.upper_rule().left_y_px) - px(kPayeeLabelHeight);
        const bool date_at_right = layout_.date_rule && layout_.date_rule->right_px > width_px() / 2;
        const int right =
            date_at_right ? std::min(layout_.date_rule->left_px - px(0.5), width_px() / 2) : width_px() / 2;
        const Box left_part = intersection({0, 0, right, bottom}, page_.gray.bounds());
        const Box upper_part = intersection({0, 0, width_px(), bottom}, page_.gray.bounds());
        const std::vector<TextSegment> print = print_in(left_part);
        std::optional<AddressBlock> payer = highest_address(print, page_.ink.dpi);
        const bool cut = payer && payer->lines.front().box.right_px() > right - px(kCutOff);
        if (!payer || cut || !has_street(*payer)) {
            if (auto found = highest_address(print_in(upper_part), page_.ink.dpi)) payer = std::move(found);
        }
        if (!payer) payer = lines_from_a_name_on(print);
        if (payer) payer_lines_ = take_payer(page_, *payer, readers_, reading_);
    }
    [[nodiscard]] std::vector<TextSegment> print_in(const Box& area) const {
        if (find_text_lines(page_, area).empty()) return {};
        std::vector<TextSegment> print = segments_of(engine_.read_block(page_.gray, area));
        // A border's pattern reads as words, too.
        std::erase_if(print, [&](const TextSegment& segment) { return segment.box.height_px < px(kSmallestPrint); });
        return print;
    }
    static std::optional<AddressBlock> lines_from_a_name_on(const std::vector<TextSegment>& print) {
        const auto may_be_a_name = [](const TextSegment& line) {
            const std::string text = line.text();
            const auto count = [&](auto is_kind) {
                return std::count_if(text.begin(), text.end(), [&](unsigned char c) { return is_kind(c) != 0; });
            };
            return count([](int c) { return std::isalpha(c); }) >= kNameLettersMin &&
                   count([](int c) { return std::isdigit(c); }) == 0 && !is_label_of_payer(text);
        };
        const auto name = std::find_if(print.begin(), print.end(), may_be_a_name);
        if (name == print.end()) return std::nullopt;
        AddressBlock block;
        std::copy_if(name, print.end(), std::back_inserter(block.lines), [&](const TextSegment& line) {
            return line.box.left_px < name->box.right_px() && line.box.right_px() > name->box.left_px;
        });
        return block;
    }

    /// Numbers and legends are written there too. Of what is or may be print only a legend counts, and a clear number
    /// of a length that no telephone's, fraction or check's own has: the rest is the payer's, the bank's, the
    /// printer's.
    void read_upper_writing() {
        std::size_t lines_read = 0;
        for (const FieldImage& field : fields_.upper) {
            const bool low = field.box.height_px < px(kSmallPrint);
            if (field.box.height_px < px(low ? kTyped : kSmallPrint)) continue;
            if (field.box.width_px < px(low ? kShortestTyped : kShortestNote)) continue;
            const bool by_payers = is_among_payers(field.box, kUnderAddress);
            if (is_among_payers(field.box, 0) && !goes_beyond_payers(field.box)) continue;
            if (++lines_read > kWritingLinesMax) continue;
            WordsReading words = read_words_field(field, readers_, Side::front, typeface());
            if (by_payers) std::erase_if(words.identifiers, is_no_members);
            if (is_number(words.text) && words.identifiers.empty()) continue;  // the check's own
            if (is_edge_band(field.box, width_px(), page_.ink.dpi) && !says_restriction(words.text)) continue;
            const bool may_be_print = low || looks_printed(field) || by_payers;
            if (may_be_print)
                take_clear_numbers(std::move(words.identifiers));
            else
                add_identifiers(reading_.identifiers, std::move(words.identifiers));
            if (may_be_print && !says_restriction(words.text) &&
                !shows_restriction(words.text, vocabulary_.restrictive_legends, Typeface::print))
                continue;
            reading_.upper_writing.push_back(std::move(words.text));
        }
    }
    [[nodiscard]] bool says_restriction(const TextReading& text) const {
        if (!text.best()) return false;
        const std::string& words = text.best()->value;
        return names_restriction(words, vocabulary_.restrictive_legends) || names_condition(words) ||
               names_foreign_currency(words);
    }
    /// Of what is among the payer's print, writing that runs into it.
    [[nodiscard]] bool goes_beyond_payers(const Box& box) const {
        Box print;
        for (const Box& line : payer_lines_) print = united(print, line);
        return box.left_px < print.left_px - px(kBeyondPrint) || box.right_px() > print.right_px() + px(kBeyondPrint);
    }
    /// The name, the address, and what stands so close under them: in print a telephone's number, in writing a
    /// member's.
    [[nodiscard]] bool is_among_payers(const Box& box, double under_in) const {
        if (payer_lines_.empty()) return false;
        const Box &first = payer_lines_.front(), &last = payer_lines_.back();
        const bool in_column = std::any_of(payer_lines_.begin(), payer_lines_.end(), [&](const Box& line) {
            const int shared = std::min(line.right_px(), box.right_px()) - std::max(line.left_px, box.left_px);
            return 2 * shared > std::min(line.width_px, box.width_px);
        });
        const int middle = box.top_px + box.height_px / 2;
        return in_column && middle > first.top_px && middle < last.bottom_px() + px(under_in);
    }

    /// Only where the MICR line did not say it: it is the same number, and settles what is in doubt there.
    void read_printed_number() {
        const double below = layout_.date_rule ? layout_.date_rule->middle_y_px() : layout_.upper_rule().middle_y_px();
        const Box area{width_px() * 6 / 10, 0, width_px() * 4 / 10, static_cast<int>(below) - px(0.25)};
        if (reading_.micr.serial) return;
        for (const FieldImage& field : find_text_lines(page_, area)) {
            TextReading number = text_reading(field, read_field(field, engine_, TextAlphabet::digits), Side::front);
            const TextReading other = read_text(lattice_of(field, readers_.writing));
            if (!is_number(number)) number = other;
            if (!is_number(number)) continue;
            reading_.micr.serial = serial_as_printed(reading_.micr.line, number.best()->value);
            if (!reading_.micr.serial && is_number(other))
                reading_.micr.serial = serial_as_printed(reading_.micr.line, other.best()->value);
            reading_.printed_number = std::move(number);
            reading_.printed_number.region = Region{Side::front, field.box};
            return;
        }
    }
    static bool is_number(const TextReading& reading) {
        constexpr std::size_t kDigitsMin = 3;
        const std::string text = reading.best() ? reading.best()->value : std::string();
        return text.size() >= kDigitsMin && is_digits(text, text.size());
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
        WordsReading words = read_words_field(field, readers_, Side::front, typeface());
        add_identifiers(reading_.identifiers, std::move(words.identifiers));
        return std::move(words.text);
    }

    const CleanPage& page_;
    const CheckLayout& layout_;
    RuledFields fields_;
    const Readers& readers_;
    TextEngine& engine_;
    const CheckVocabulary& vocabulary_;
    CheckReading& reading_;
    std::vector<Box> payer_lines_;
    bool on_file_ = false;          ///< the bank says so in the place of a signature
    bool machine_printed_ = false;  ///< or written as low and evenly
};

}  // namespace

void read_ruled_check(const CleanPage& page, const CheckLayout& layout, const Readers& readers,
                      const CheckVocabulary& vocabulary, CheckReading& reading) {
    RuledCheckReader(page, layout, readers, vocabulary, reading).read();
}

}  // namespace lockbox

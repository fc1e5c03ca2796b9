// Filling in a check by hand, on any stock.
#include <algorithm>
#include <optional>

#include "tools/make_samples/amounts.h"
#include "tools/make_samples/check_background.h"
#include "tools/make_samples/check_stock.h"
#include "tools/make_samples/micr_print.h"

namespace lockbox::samples {
namespace {

constexpr double kRule_in = 0.006;
constexpr double kBankPoints = 8.5;

struct Lettered {
    const Typeface& name;
    const Typeface& label;
};

Lettered lettered(const PrintFaces& faces, Lettering lettering) {
    switch (lettering) {
        case Lettering::serif:
            return {faces.serif_bold, faces.serif};
        case Lettering::mixed:
            return {faces.serif_bold, faces.sans};
        case Lettering::italic:
            return {faces.serif_bold, faces.serif_italic};
        case Lettering::typewriter:
            return {faces.mono, faces.mono};
        case Lettering::wide:
            return {faces.wide, faces.wide};
        case Lettering::sans:
            break;
    }
    return {faces.sans_bold, faces.sans};
}

void print_label(Canvas& canvas, const Typeface& face, const RuledField& field, double points, Colour colour) {
    Spot at = field.label_at;
    std::string_view left = field.label;
    while (!left.empty()) {
        const std::size_t bar = left.find('|');
        print(canvas, face, left.substr(0, bar), at, points, Align::left, colour);
        at.y_in += points / 72 * 1.05;
        left = bar == std::string_view::npos ? std::string_view{} : left.substr(bar + 1);
    }
}

void print_ruled(Canvas& canvas, const Typeface& face, const RuledField& field, double points, Colour colour) {
    print_label(canvas, face, field, points, colour);
    canvas.line({field.left_in, field.rule_in}, {field.right_in, field.rule_in}, kRule_in, colour);
}

void print_payer(Canvas& canvas, const CheckStock& stock, const CheckSpec& spec, const Lettered& faces,
                 Random& random) {
    Spot at = stock.payer;
    const double points = stock.width_in > 7 ? 9.5 : 8;
    const bool phone = random.chance(0.3);
    std::vector<std::string> lines = {spec.company.empty() ? spec.payer.name() : spec.company, spec.payer.address,
                                      spec.payer.place()};
    if (!spec.partner.empty()) lines.insert(lines.begin() + 1, spec.partner + " " + spec.payer.last_name);
    if (phone) lines.push_back("(508) 555-01" + random.digits(2));
    if (random.chance(0.3))
        for (char& c : lines[0]) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        print(canvas, i == 0 ? faces.name : faces.label, lines[i], at, i == 0 ? points : points - 1.5,
              stock.payer_align);
        at.y_in += points / 72 * 1.02;
    }
}

void print_amount_place(Canvas& canvas, const CheckStock& stock, const Lettered& faces, Colour paper, Colour colour) {
    const RuledField& place = stock.amount;
    const double top_in = place.rule_in - stock.writing_in * 1.85;
    print(canvas, faces.name, place.label, place.label_at, 14, Align::left, colour);
    switch (stock.amount_style) {
        case AmountStyle::rule:
            canvas.line({place.left_in, place.rule_in}, {place.right_in, place.rule_in}, kRule_in, colour);
            break;
        case AmountStyle::shaded_box:
            canvas.fill({place.left_in, top_in}, {place.right_in, place.rule_in}, mixed(paper, kBlack, 0.1));
            [[fallthrough]];
        case AmountStyle::box:
            canvas.box({place.left_in, top_in}, {place.right_in, place.rule_in}, kRule_in, colour);
            break;
        case AmountStyle::corner:
            canvas.line({place.left_in, top_in}, {place.left_in, place.rule_in}, kRule_in, colour);
            canvas.line({place.left_in, place.rule_in}, {place.right_in, place.rule_in}, kRule_in, colour);
            break;
    }
}

void print_logo(Canvas& canvas, Spot centre, double radius_in, Random& random) {
    const Colour colour = mixed(kWhite, {20, 60, 110}, random.real(0.4, 0.9));
    canvas.fill_ellipse(centre, radius_in, radius_in * 0.8, 0, colour);
    canvas.ellipse(centre, radius_in * 0.7, radius_in * 0.3, random.real(0, 90), 0.015, kWhite);
}

void print_form(Canvas& canvas, const CheckStock& stock, const CheckSpec& spec, const PrintFaces& print_faces,
                Colour paper, Random& random) {
    const Lettered faces = lettered(print_faces, stock.lettering);
    const Colour colour = mixed(kBlack, {40, 70, 120}, random.chance(0.4) ? random.real(0.5, 1) : 0);
    if (stock.logo_in > 0) print_logo(canvas, stock.logo, stock.logo_in, random);
    if (!stock.by_hand) print_payer(canvas, stock, spec, faces, random);
    std::string number = spec.serial;
    number.erase(0, std::min(number.find_first_not_of('0'), number.size() - 1));
    print(canvas, faces.name, number, stock.number, 11, Align::right);
    if (!spec.canadian) print(canvas, faces.label, fraction_of(spec.routing), stock.fraction, 5.5, Align::right);
    for (const RuledField* field : {&stock.date, &stock.payee, &stock.legal, &stock.memo, &stock.signature})
        print_ruled(canvas, faces.label, *field, stock.label_points, colour);
    if (stock.second_signature.right_in > 0)
        print_ruled(canvas, faces.label, stock.second_signature, stock.label_points, colour);
    for (const Remark& remark : stock.remarks) print(canvas, faces.label, remark.text, remark.at, remark.points);
    print_amount_place(canvas, stock, faces, paper, colour);
    print(canvas, faces.name, spec.bank.name, stock.bank, kBankPoints);
    print(canvas, faces.label, spec.bank.place, {stock.bank.x_in, stock.bank.y_in + 0.1}, 6);
    if (!spec.canadian) return;
    print(canvas, faces.name, "CANADIAN DOLLARS / CAD", {stock.legal.left_in + 0.2, stock.legal.rule_in + 0.14}, 7.5);
}

void write_figures(Canvas& canvas, const Writer& writer, const CheckStock& stock, Cents amount, Random& random) {
    const Figures figures = courtesy_figures(amount, random);
    const double left_in = stock.amount.left_in + random.real(0.04, 0.1),
                 width_in = stock.amount.right_in - left_in - 0.04;
    const double raised_in = figures.raised_cents.empty() ? 0 : 0.24, baseline_in = stock.amount.rule_in - 0.045;
    const double end_in =
        write(canvas, writer, figures.text, {{left_in, baseline_in}, width_in - raised_in, stock.writing_in}, random);
    if (figures.raised_cents.empty()) return;
    const double small_in = stock.writing_in * (figures.over_hundred ? 0.5 : 0.6);
    const double cents_in = baseline_in - stock.writing_in * 0.45;
    const Spot at{end_in + 0.03, cents_in};
    write(canvas, writer, figures.raised_cents, {at, raised_in, small_in}, random);
    const Spot stroke[] = {
        {at.x_in - 0.01, cents_in + 0.035}, {at.x_in + 0.12, cents_in + 0.032}, {at.x_in + 0.2, cents_in + 0.03}};
    canvas.pen(stroke, writer.pen_in * 0.8, writer.ink, writer.darkness);
    if (figures.over_hundred)
        write(canvas, writer, "100", {{at.x_in, baseline_in + 0.03}, raised_in, small_in * 0.85}, random);
}

void write_legal(Canvas& canvas, const Writer& writer, const CheckStock& stock, Cents amount, Random& random) {
    const RuledField& field = stock.legal;
    const double room_in =
        std::min(field.right_in, field.label_at.x_in > field.left_in ? field.label_at.x_in : field.right_in) -
        field.left_in;
    const Spot at{field.left_in + random.real(0.03, 0.2), field.rule_in - 0.03};
    const double end_in =
        write(canvas, writer, legal_line(amount, random), {at, room_in - 0.25, stock.writing_in * 0.9}, random);
    if (random.chance(0.75))
        strike_out_rest(canvas, writer, {end_in + 0.06, at.y_in - 0.05}, field.left_in + room_in, random);
}

void write_payer(Canvas& canvas, const Writer& writer, const CheckStock& stock, const Person& payer, Random& random) {
    Spot at = stock.payer;
    for (const std::string& line : {payer.name(), payer.address, payer.place()}) {
        write(canvas, writer, line, {at, stock.date.label_at.x_in - at.x_in - 0.2, stock.writing_in * 0.75}, random);
        at.y_in += stock.writing_in * 1.2;
    }
}

struct Band {
    double left_in, right_in, top_in, bottom_in;
};

/// Where checks are blank: between the rules and the signature, beside the bank's name if that is there too.
Band blank_band(const CheckStock& stock, const CheckSpec& spec, const PrintFaces& faces, Random& random) {
    const double lowest_rule_in = std::max({stock.legal.rule_in, stock.payee.rule_in, stock.amount.rule_in});
    Band band{.left_in = stock.width_in * random.real(0.33, 0.4),
              .right_in = stock.width_in - 0.3,
              .top_in = lowest_rule_in + 0.22,
              .bottom_in = std::min(stock.memo.rule_in, stock.signature.rule_in) - 0.2};
    if (stock.bank.y_in < lowest_rule_in) return band;
    const double bank_right_in = stock.bank.x_in + print_width_in(faces.sans_bold, spec.bank.name, kBankPoints);
    if (stock.bank.x_in < stock.width_in / 3)
        band.left_in = std::max(band.left_in, bank_right_in + 0.1);
    else
        band.left_in = 0.35, band.right_in = stock.bank.x_in - 0.1;
    return band;
}

/// Between the payer and the number, over the date, if there is room for so many lines.
std::optional<Band> band_at_top(const CheckStock& stock, std::size_t lines) {
    const double left_in = stock.payer.x_in + 1.9;
    const double right_in = std::min(stock.number.x_in, stock.fraction.x_in) - 0.75;
    const double bottom_in = std::min(stock.date.rule_in - 0.2, stock.payee.rule_in - 0.35);
    const bool bank_is_there = stock.bank.y_in < bottom_in + 0.2 && stock.bank.x_in > left_in - 1;
    const double top_in = 0.32, step_in = 0.2;
    const bool is_low = bottom_in < top_in + step_in * (static_cast<double>(lines) - 1);
    if (stock.by_hand || bank_is_there || is_low || right_in - left_in < 1.2) return std::nullopt;
    return Band{left_in, right_in, top_in, bottom_in};
}

void write_notes(Canvas& canvas, const Writer& writer, const CheckStock& stock, const CheckSpec& spec,
                 const PrintFaces& faces, Random& random) {
    Band band = blank_band(stock, spec, faces, random);
    if (spec.rare && random.chance(0.3)) band = band_at_top(stock, spec.face_notes.size()).value_or(band);
    const std::size_t count = spec.face_notes.size();
    const double step_in =
        count > 1 ? std::min(0.22, (band.bottom_in - band.top_in) / static_cast<double>(count - 1)) : 0;
    for (std::size_t i = 0; i < count; ++i) {
        const Spot at{band.left_in + random.normal(0, 0.03), band.top_in + step_in * static_cast<double>(i)};
        write(canvas, writer, spec.face_notes[i], {at, band.right_in - band.left_in, stock.writing_in * 0.85}, random);
    }
}

void blot(Canvas& canvas, const Writer& writer, const CheckStock& stock, const CheckSpec& spec, Random& random) {
    const double tall = stock.writing_in * 1.3;
    const auto over = [&](const RuledField& field) {
        scribble_over(canvas, writer, {field.left_in + 0.03, field.rule_in - tall},
                      {field.right_in - 0.05, field.rule_in}, random);
    };
    if (spec.amount_blotted) {
        for (int pass = 0; pass < 2; ++pass) {
            over(stock.amount);
            over(stock.legal);
        }
    }
    if (spec.date_blotted)
        for (int pass = 0; pass < 2; ++pass) over(stock.date);
    if (spec.micr_blotted)
        for (int pass = 0; pass < 3; ++pass)
            scribble_over(canvas, writer, {0.6, stock.height_in - 0.34},
                          {stock.width_in * 0.75, stock.height_in - 0.15}, random);
}

double room_for_memo_in(const CheckStock& stock) {
    const bool beside = stock.signature.left_in > stock.memo.left_in + 0.5;  // people run on beyond a short rule
    return (beside ? stock.signature.left_in : stock.memo.right_in) - stock.memo.left_in - 0.15;
}

void fill_in(Canvas& canvas, const Writer& writer, const CheckStock& stock, const CheckSpec& spec,
             const PrintFaces& faces, Random& random) {
    const double height_in = stock.writing_in;
    write(canvas, writer, written_date(spec.date, random),
          {{stock.date.left_in + 0.05, stock.date.rule_in - 0.025},
           stock.date.right_in - stock.date.left_in - 0.1,
           height_in * 0.85},
          random);
    write(canvas, writer, spec.payee,
          {{stock.payee.left_in + random.real(0.05, 0.4), stock.payee.rule_in - 0.03},
           stock.payee.right_in - stock.payee.left_in - 0.5,
           height_in},
          random);
    if (stock.by_hand) write_payer(canvas, writer, stock, spec.payer, random);
    write_figures(canvas, writer, stock, spec.figures, random);
    write_legal(canvas, writer, stock, spec.words, random);
    if (!spec.memo.empty())
        write(canvas, writer, spec.memo,
              {{stock.memo.left_in + random.real(0.02, 0.12), stock.memo.rule_in - 0.025},
               room_for_memo_in(stock),
               height_in * 0.9},
              random);
    write_notes(canvas, writer, stock, spec, faces, random);
    if (spec.is_signed)
        sign(canvas, writer, spec.payer.name(),
             {{stock.signature.left_in + random.real(0.05, 0.4), stock.signature.rule_in - 0.03},
              stock.signature.right_in - stock.signature.left_in - 0.45,
              height_in},
             random);
    blot(canvas, writer, stock, spec, random);
}

}  // namespace

CheckStock stock_of(const CheckSpec& spec) {
    const bool business = spec.instrument == Instrument::business;
    if (spec.rare) return rare_stock(business, spec.stock);
    const auto stocks = business ? business_stocks() : personal_stocks();
    return stocks[spec.stock % stocks.size()];
}

std::string fraction_of(std::string_view routing) {
    const auto trimmed = [](std::string_view digits) {
        const std::size_t first = digits.find_first_not_of('0');
        return std::string(first == std::string_view::npos ? "0" : digits.substr(first));
    };
    return "53-" + trimmed(routing.substr(4, 4)) + "/" + trimmed(routing.substr(0, 4));
}

void print_micr(Canvas& canvas, const CheckSpec& spec, bool auxiliary_on_us, Random& random) {
    const MicrPrint quality{.darkness = random.real(0.82, 1),
                            .spread_cells = random.chance(0.3) ? random.real(-0.12, 0.2) : 0,
                            .jitter_in = random.chance(0.2) ? 0.0015 : 0};
    const double baseline_in = canvas.height_in() - kMicrBaseline_in + random.normal(0, 0.006);
    const auto at = [&](int position) { return Spot{micr_left_in(canvas.width_in(), position), baseline_in}; };
    print_micr_characters(canvas, "A" + spec.routing + "A", at(43), quality, random);
    const std::string on_us = spec.account + "C" + (auxiliary_on_us ? "" : " " + spec.serial);
    print_micr_characters(canvas, on_us, at(31), quality, random);
    if (auxiliary_on_us) {
        const std::string auxiliary = "C" + spec.serial + "C";
        print_micr_characters(canvas, auxiliary, at(44 + static_cast<int>(auxiliary.size())), quality, random);
    }
}

Canvas draw_check(const CheckSpec& spec, const Fonts& fonts, const Writer& writer, int dpi, Random& random) {
    const CheckStock stock = stock_of(spec);
    const Colour paper = check_paper(random);
    Canvas canvas(stock.width_in, stock.height_in, dpi, paper);
    draw_check_background(canvas, paper, random.real(0.3, 1), random);
    if (stock.border) draw_check_border(canvas, 0.06, random);
    print_form(canvas, stock, spec, fonts.print, paper, random);
    print_micr(canvas, spec, stock.auxiliary_on_us, random);
    fill_in(canvas, writer, stock, spec, fonts.print, random);
    return canvas;
}

}  // namespace lockbox::samples

// Designs that a lockbox sees now and then. What they showed when they were new has been mended; every other one is
// drawn by lot, so that another seed shows stocks that nobody has met.
#include "tools/make_samples/check_stock.h"

namespace lockbox::samples {
namespace {

constexpr auto kPersonal = std::to_array<CheckStock>({
    {.name = "from the counter",
     .lettering = Lettering::sans,
     .payer = {0.4, 0.62},
     .number = {5.7, 0.3},
     .fraction = {5.7, 0.44},
     .date = {"DATE", {3.9, 0.68}, 4.2, 5.6, 0.7},
     .payee = {"PAY TO THE|ORDER OF", {0.3, 1.14}, 0.92, 4.6, 1.22},
     .legal = {"DOLLARS", {5.2, 1.54}, 0.3, 5.12, 1.54},
     .memo = {"MEMO", {0.3, 2.1}, 0.64, 2.7, 2.1},
     .signature = {"", {3.2, 2.1}, 3.2, 5.7, 2.1},
     .amount_style = AmountStyle::corner,
     .amount = {"$", {4.68, 1.2}, 4.82, 5.7, 1.24},
     .bank = {0.3, 0.28},
     .remarks = {{{"COUNTER CHECK", {2.4, 0.3}, 6}, {}}},
     .by_hand = true},
    {.name = "date at the left",
     .lettering = Lettering::italic,
     .payer = {3.3, 0.32},
     .number = {0.72, 0.32},
     .fraction = {0.95, 0.46},
     .date = {"Date", {0.3, 0.78}, 0.62, 2.1, 0.8},
     .payee = {"Pay to", {0.3, 1.14}, 0.68, 4.5, 1.16},
     .legal = {"Dollars", {0.3, 1.5}, 0.78, 5.7, 1.52},
     .memo = {"Re:", {3.1, 1.84}, 3.36, 5.7, 1.86},
     .signature = {"", {3.1, 2.2}, 3.1, 5.7, 2.2},
     .amount_style = AmountStyle::box,
     .amount = {"$", {4.58, 1.14}, 4.72, 5.7, 1.18},
     .bank = {0.3, 1.9},
     .label_points = 8},
    {.name = "credit union",
     .lettering = Lettering::mixed,
     .payer = {1.05, 0.34},
     .number = {5.62, 0.34},
     .fraction = {5.62, 0.5},
     .date = {"DATE", {4.1, 0.9}, 4.1, 5.62, 0.8},
     .payee = {"PAY TO THE ORDER OF:", {0.3, 1.02}, 0.3, 4.35, 1.24},
     .legal = {"U.S. DOLLARS", {4.98, 1.58}, 0.3, 4.92, 1.58},
     .memo = {"MEMO:", {0.3, 2.16}, 0.72, 2.9, 2.16},
     .signature = {"BY", {3.12, 2.16}, 3.3, 5.62, 2.16},
     .amount_style = AmountStyle::rule,
     .amount = {"$", {4.45, 1.24}, 4.6, 5.62, 1.24},
     .bank = {1.9, 1.84},
     .remarks = {{{"Security features included. Details on back.", {4.3, 1.68}, 4.5}, {}}},
     .logo = {0.62, 0.44},
     .logo_in = 0.26,
     .label_points = 5.5,
     .writing_in = 0.14},
    {.name = "typewritten",
     .lettering = Lettering::typewriter,
     .payer = {0.3, 0.3},
     .number = {5.7, 0.3},
     .fraction = {3.6, 0.3},
     .date = {"", {0, 0}, 4.3, 5.7, 0.72},
     .payee = {"PAY TO THE|ORDER OF", {0.3, 1.0}, 1.1, 4.7, 1.08},
     .legal = {"DOLLARS", {5.16, 1.4}, 0.3, 5.1, 1.4},
     .memo = {"", {0, 0}, 0.3, 2.6, 2.04},
     .signature = {"", {3.3, 2.04}, 3.3, 5.7, 2.04},
     .amount_style = AmountStyle::box,
     .amount = {"$", {4.8, 1.06}, 4.94, 5.7, 1.1},
     .bank = {0.3, 1.66},
     .label_points = 6},
    {.name = "tall desk check",
     .width_in = 6.25,
     .height_in = 3,
     .lettering = Lettering::wide,
     .payer = {0.35, 0.36},
     .number = {5.95, 0.36},
     .fraction = {5.95, 0.5},
     .date = {"DATE:", {3.7, 0.82}, 4.15, 5.95, 0.84},
     .payee = {"PAY TO:", {0.35, 1.22}, 0.95, 4.75, 1.24},
     .legal = {"AMOUNT IN|DOLLARS:", {0.35, 1.56}, 1.05, 5.95, 1.64},
     .memo = {"FOR:", {0.35, 2.32}, 0.75, 2.9, 2.34},
     .signature = {"SIGN HERE", {3.4, 2.42}, 3.4, 5.95, 2.34},
     .amount_style = AmountStyle::shaded_box,
     .amount = {"$", {4.86, 1.22}, 5.0, 5.95, 1.26},
     .bank = {2.4, 1.96},
     .border = true,
     .label_points = 6,
     .writing_in = 0.145},
    {.name = "two signatures",
     .lettering = Lettering::serif,
     .payer = {0.32, 0.34},
     .number = {5.66, 0.34},
     .fraction = {4.7, 0.48},
     .date = {"Date", {4.55, 0.8}, 3.9, 5.66, 0.7},
     .payee = {"Pay to the order of", {0.32, 1.06}, 1.3, 4.62, 1.08},
     .legal = {"Dollars", {5.24, 1.4}, 0.32, 5.2, 1.42},
     .memo = {"Memo", {0.32, 2.12}, 0.7, 2.5, 2.12},
     .signature = {"Authorized signature", {3.4, 2.21}, 2.9, 5.66, 2.13},
     .amount = {"$", {4.7, 1.06}, 4.84, 5.66, 1.1},
     .bank = {0.32, 1.68},
     .second_signature = {"Authorized signature", {3.4, 1.87}, 2.9, 5.66, 1.79},
     .label_points = 6},
});

constexpr auto kBusiness = std::to_array<CheckStock>({
    {.name = "above a voucher",
     .width_in = 8.5,
     .height_in = 3.5,
     .lettering = Lettering::sans,
     .payer = {0.6, 0.5},
     .number = {8.0, 0.42},
     .fraction = {6.9, 0.42},
     .date = {"DATE", {6.9, 0.98}, 6.6, 8.0, 0.86},
     .payee = {"PAY TO THE|ORDER OF", {0.5, 1.32}, 1.25, 6.3, 1.42},
     .legal = {"DOLLARS", {7.55, 1.78}, 0.5, 7.5, 1.78},
     .memo = {"MEMO", {0.5, 2.92}, 0.95, 4.2, 2.92},
     .signature = {"AUTHORIZED SIGNATURE", {5.9, 2.96}, 5.2, 8.0, 2.86},
     .amount_style = AmountStyle::corner,
     .amount = {"$", {6.5, 1.4}, 6.68, 8.0, 1.44},
     .bank = {3.9, 0.5},
     .second_signature = {"", {5.2, 2.5}, 5.2, 8.0, 2.5},
     .remarks = {{{"VOID AFTER 90 DAYS", {6.9, 2.22}, 6}, {"THIS DOCUMENT HAS A COLORED BACKGROUND", {2.6, 0.16}, 5}}},
     .logo = {3.55, 0.5},
     .logo_in = 0.2,
     .label_points = 6,
     .writing_in = 0.15,
     .auxiliary_on_us = true},
    {.name = "ledger style",
     .width_in = 8.0,
     .height_in = 3.25,
     .lettering = Lettering::typewriter,
     .payer = {0.5, 0.36},
     .number = {7.6, 0.36},
     .fraction = {7.6, 0.5},
     .date = {"Date:", {0.5, 1.1}, 1.05, 2.7, 1.12},
     .payee = {"Pay to the order of:", {0.5, 1.48}, 1.95, 5.9, 1.5},
     .legal = {"The sum of:", {0.5, 1.88}, 1.4, 7.6, 1.9},
     .memo = {"For:", {0.5, 2.6}, 0.95, 3.9, 2.62},
     .signature = {"By:", {4.4, 2.6}, 4.75, 7.6, 2.62},
     .amount_style = AmountStyle::rule,
     .amount = {"$", {6.0, 1.5}, 6.2, 7.6, 1.5},
     .bank = {4.3, 0.6},
     .label_points = 7,
     .writing_in = 0.15,
     .auxiliary_on_us = true},
});

RuledField date_by_lot(const CheckStock& stock, double right_in, Random& random) {
    const double y_in = random.real(0.55, 0.8) + (stock.height_in - 2.75) * 0.4, length_in = random.real(1.1, 1.7);
    const double left_in = random.chance(0.2) ? random.real(0.6, 0.9) : right_in - length_in - random.real(0, 0.5);
    constexpr std::string_view kLabels[] = {"DATE", "Date", "date:", "DATED", ""};
    const std::string_view label = random.pick(kLabels);
    if (random.chance(0.25)) return {label, {left_in + 0.4, y_in + 0.1}, left_in, left_in + length_in, y_in};
    return {label, {left_in - 0.36, y_in}, left_in, left_in + length_in, y_in};
}

RuledField payee_by_lot(double left_in, double right_in, double y_in, Random& random) {
    constexpr std::string_view kInTwoLines[] = {"PAY TO THE|ORDER OF", "Pay to the|order of", "Pay to|the order of"};
    constexpr std::string_view kInOne[] = {"PAY TO THE ORDER OF", "Pay to the order of", "PAY TO THE ORDER OF:"};
    switch (random.between(0, 2)) {
        case 0:
            return {random.pick(kInTwoLines), {left_in, y_in - 0.09}, left_in + 0.7, right_in, y_in};
        case 1:
            return {random.pick(kInOne), {left_in, y_in}, left_in + 1.25, right_in, y_in};
        default:
            return {random.pick(kInOne), {left_in, y_in + 0.1}, left_in, right_in, y_in};
    }
}

/// Everything where a printer may put it; no two fields overlap.
CheckStock stock_by_lot(bool business, Random random) {
    CheckStock stock;
    stock.name = "by lot";
    if (business) stock.width_in = random.real(8, 8.5), stock.height_in = random.real(3, 3.66);
    constexpr Lettering kLetterings[] = {Lettering::sans, Lettering::serif, Lettering::mixed, Lettering::wide};
    constexpr AmountStyle kStyles[] = {AmountStyle::box, AmountStyle::rule, AmountStyle::shaded_box,
                                       AmountStyle::corner};
    stock.lettering = random.pick(kLetterings);
    stock.amount_style = random.pick(kStyles);
    stock.label_points = random.real(5, 7.5);
    stock.writing_in = random.real(0.125, 0.155);
    stock.auxiliary_on_us = business;
    stock.border = random.chance(0.3);
    const double left_in = random.real(0.25, 0.5), right_in = stock.width_in - random.real(0.25, 0.45);
    stock.date = date_by_lot(stock, right_in, random);
    const bool payer_in_middle = stock.date.left_in < 2 || random.chance(0.15);
    stock.payer = payer_in_middle ? Spot{stock.width_in * 0.52, 0.3} : Spot{left_in, random.real(0.28, 0.36)};
    stock.payer_align = payer_in_middle ? Align::centre : Align::left;
    stock.number = {right_in, random.real(0.26, 0.36)};
    stock.fraction = {right_in - (random.chance(0.5) ? 0.8 : 0.0), stock.number.y_in + 0.13};
    const double payee_in = stock.date.rule_in + random.real(0.36, 0.46), figures_in = random.real(0.85, 1.2);
    const double payee_right_in = right_in - figures_in - random.real(0.2, 0.3);
    stock.payee = payee_by_lot(left_in, payee_right_in, payee_in, random);
    stock.amount = {"$", {payee_right_in + 0.06, payee_in}, right_in - figures_in, right_in, payee_in + 0.03};
    const double legal_in = payee_in + random.real(0.31, 0.42);
    stock.legal = {
        random.chance(0.5) ? "DOLLARS" : "Dollars", {right_in - 0.5, legal_in}, left_in, right_in - 0.55, legal_in};
    const double bottom_in = stock.height_in - random.real(0.58, 0.72);
    constexpr std::string_view kMemos[] = {"FOR", "Memo", "MEMO", "For", "RE:"};
    stock.memo = {random.pick(kMemos), {left_in, bottom_in}, left_in + 0.38, left_in + random.real(2, 2.5), bottom_in};
    const double signature_in = right_in - random.real(2.2, 2.7);
    stock.signature = {random.chance(0.4) ? "AUTHORIZED SIGNATURE" : "",
                       {signature_in + 0.5, bottom_in + 0.09},
                       signature_in,
                       right_in,
                       bottom_in};
    if (business && random.chance(0.4) && bottom_in - legal_in > 0.8)
        stock.second_signature = {"", {}, signature_in, right_in, bottom_in - 0.36};
    stock.bank = {random.chance(0.6) ? left_in : signature_in - 0.9, legal_in + 0.28};
    return stock;
}

}  // namespace

CheckStock rare_stock(bool business, std::size_t number) {
    if (number % 2 == 1) return stock_by_lot(business, Random(number));
    const std::span<const CheckStock> stocks = business ? std::span<const CheckStock>(kBusiness) : kPersonal;
    return stocks[number / 2 % stocks.size()];
}

}  // namespace lockbox::samples

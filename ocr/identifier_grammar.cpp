#include "ocr/identifier_grammar.h"

#include <cmath>
#include <limits>
#include <string>

namespace lockbox {
namespace {

constexpr std::string_view kKept = "0123456789 -";
constexpr double kGap = -0.7;         // a space or dash within the number
constexpr double kOtherDigit = -1.0;  // each digit elsewhere in the line: a date, an amount

Grammar identifier(std::size_t length, char first) {
    Grammar grammar;
    const auto outside = grammar.node(), in_other_number = grammar.node(), end = grammar.node();
    grammar.skip(Grammar::kStart, outside);
    grammar.any_of(outside, outside, "~ -");
    grammar.any_of(outside, in_other_number, "0123456789", kOtherDigit);
    grammar.any_of(in_other_number, in_other_number, "0123456789", kOtherDigit);
    grammar.any_of(in_other_number, outside, "~ -");
    auto at = grammar.node();
    grammar.word(outside, at, std::string(1, first), {Effect::Kind::add, first - '0'});
    for (std::size_t i = 1; i < length; ++i) {
        const auto spaced = grammar.node(), next = grammar.node();
        grammar.skip(at, spaced);
        grammar.any_of(at, spaced, " -", kGap);
        grammar.digit(spaced, next, Effect::Kind::shift, 1);
        at = next;
    }
    const auto behind = grammar.node();
    grammar.skip(at, end);
    grammar.any_of(at, behind, "~ -");
    grammar.any_of(behind, behind, "~ -");
    grammar.any_of(behind, behind, "0123456789", kOtherDigit);
    grammar.skip(behind, end);
    grammar.end(end);
    return grammar;
}

}  // namespace

Lattice digits_among_others(const Lattice& lattice) {
    Lattice numbers;
    numbers.alphabet = std::string(kKept) + '~';
    numbers.steps = lattice.steps;
    numbers.step_px = lattice.step_px;
    numbers.left_px = lattice.left_px;
    std::vector<std::size_t> to(lattice.classes(), numbers.class_of('~'));
    to[Lattice::kBlank] = Lattice::kBlank;
    for (const char character : kKept) to[lattice.class_of(character)] = numbers.class_of(character);
    to[Lattice::kBlank] = Lattice::kBlank;  // a character that the alphabet lacks has no class of its own
    for (std::size_t t = 0; t < lattice.steps; ++t) {
        std::vector<double> sums(numbers.classes(), 0);
        for (std::size_t c = 0; c < lattice.classes(); ++c) sums[to[c]] += std::exp(lattice.at(t, c));
        for (const double sum : sums) numbers.log_probability.push_back(static_cast<float>(std::log(sum)));
    }
    return numbers;
}

std::size_t identifier_length(IdentifierKind kind) {
    switch (kind) {
        case IdentifierKind::member_id:
            return 12;
        case IdentifierKind::billing_account:
            return 9;
        case IdentifierKind::enrollment_id:
            break;
    }
    return 13;
}

const GrammarSearch& identifier_grammar(IdentifierKind kind) {
    static const auto made = [](IdentifierKind of) {
        return GrammarSearch(identifier(identifier_length(of), of == IdentifierKind::enrollment_id ? '1' : '7'));
    };
    static const GrammarSearch member = made(IdentifierKind::member_id);
    static const GrammarSearch billing = made(IdentifierKind::billing_account);
    static const GrammarSearch enrollment = made(IdentifierKind::enrollment_id);
    switch (kind) {
        case IdentifierKind::member_id:
            return member;
        case IdentifierKind::billing_account:
            return billing;
        case IdentifierKind::enrollment_id:
            break;
    }
    return enrollment;
}

}  // namespace lockbox

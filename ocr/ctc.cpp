#include "ocr/ctc.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "ocr/log_sum.h"

namespace lockbox {
namespace {

/// Classes of a text with a blank before, between and after them; empty when the alphabet lacks a character.
std::vector<std::size_t> with_blanks(const Lattice& lattice, std::string_view text) {
    std::vector<std::size_t> states = {Lattice::kBlank};
    for (const char character : text) {
        const std::size_t cls = lattice.class_of(character);
        if (cls == Lattice::kBlank) return {};
        states.push_back(cls);
        states.push_back(Lattice::kBlank);
    }
    return states;
}

/// All ways to stretch a text over the steps, `together` adding two of them up.
template <class Together>
double over_ways(const Lattice& lattice, std::string_view text, Together together) {
    const std::vector<std::size_t> states = with_blanks(lattice, text);
    if (states.empty() || lattice.empty() || text.size() > lattice.steps) return kNever;
    std::vector<double> now(states.size(), kNever);
    now[0] = 0;  // before the first step nothing has been written
    for (std::size_t t = 0; t < lattice.steps; ++t) {
        // States further on cannot have been reached yet.
        for (std::size_t s = std::min(states.size(), 2 * t + 2); s-- > 0;) {
            double sum = now[s];
            if (s > 0) sum = together(sum, now[s - 1]);
            if (s > 1 && states[s] != Lattice::kBlank && states[s] != states[s - 2]) sum = together(sum, now[s - 2]);
            now[s] = sum + lattice.at(t, states[s]);
        }
    }
    return states.size() > 1 ? together(now[states.size() - 1], now[states.size() - 2]) : now[0];
}

std::vector<double> best_per_step(const Lattice& lattice) {
    std::vector<double> best(lattice.steps);
    for (std::size_t t = 0; t < lattice.steps; ++t) {
        const auto row = lattice.log_probability.begin() + static_cast<std::ptrdiff_t>(t * lattice.classes());
        best[t] = *std::max_element(row, row + static_cast<std::ptrdiff_t>(lattice.classes()));
    }
    return best;
}

/// What a step says best of each kind.
struct StepByKind {
    double blank = kNever, letter = kNever, other = kNever;
};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::vector<StepByKind> by_kind(const Lattice& lattice) {
    std::vector<StepByKind> kinds(lattice.steps);
    for (std::size_t t = 0; t < lattice.steps; ++t) {
        kinds[t].blank = lattice.at(t, Lattice::kBlank);
        for (std::size_t c = 1; c < lattice.classes(); ++c) {
            double& best = is_letter(lattice.alphabet[c - 1]) ? kinds[t].letter : kinds[t].other;
            best = std::max<double>(best, lattice.at(t, c));
        }
    }
    return kinds;
}

/// The best way through the first 0, 1, ... of these steps on which the last character, if any, is no letter.
template <class Step>
std::vector<double> no_letter_last(Step step, Step end) {
    double no_letter = 0, letter = kNever;
    std::vector<double> best = {no_letter};
    for (; step != end; ++step) {
        const double either = std::max(no_letter, letter);
        no_letter = std::max(no_letter + step->blank, either + step->other);
        letter = std::max(letter + step->blank, either + step->letter);
        best.push_back(no_letter);
    }
    return best;
}

/// The best way to write the text from any step on to any other, `before[t]` being what the steps before t cost then,
/// and `after[t]` those from t on.
double best_way_between(const Lattice& against_best, std::string_view text, const std::vector<double>& before,
                        const std::vector<double>& after) {
    const std::vector<std::size_t> states = with_blanks(against_best, text);
    if (states.size() < 3 || against_best.empty()) return kNever;
    std::vector<double> now(states.size(), kNever);
    double finished = kNever;
    for (std::size_t t = 0; t < against_best.steps; ++t) {
        for (std::size_t s = states.size() - 1; s-- > 0;) {
            double from = now[s];
            if (s < 2) from = std::max(from, before[t]);
            if (s > 0) from = std::max(from, now[s - 1]);
            if (s > 1 && states[s] != Lattice::kBlank && states[s] != states[s - 2]) from = std::max(from, now[s - 2]);
            now[s] = from + against_best.at(t, states[s]);
        }
        finished = std::max(finished, now[states.size() - 2] + after[t + 1]);
    }
    return finished;
}

}  // namespace

double log_probability(const Lattice& lattice, std::string_view text) {
    return over_ways(lattice, text, log_sum);
}

double best_way_log_probability(const Lattice& lattice, std::string_view text) {
    return over_ways(lattice, text, [](double a, double b) { return std::max(a, b); });
}

double log_ratio_within(const Lattice& lattice, std::string_view text) {
    return LineForTexts(lattice).log_ratio_within(text);
}

LineForTexts::LineForTexts(Lattice lattice) : against_best_(std::move(lattice)) {
    const std::vector<double> best = best_per_step(against_best_);
    for (std::size_t t = 0; t < against_best_.steps; ++t) {
        for (std::size_t c = 0; c < against_best_.classes(); ++c) {
            float& value = against_best_.log_probability[t * against_best_.classes() + c];
            value = static_cast<float>(value - best[t]);
        }
    }
    const std::vector<StepByKind> kinds = by_kind(against_best_);
    no_letter_before_ = no_letter_last(kinds.begin(), kinds.end());
    no_letter_from_ = no_letter_last(kinds.rbegin(), kinds.rend());
    std::reverse(no_letter_from_.begin(), no_letter_from_.end());
}

double LineForTexts::log_ratio_within(std::string_view text) const {
    const std::vector<double> anything(against_best_.steps + 1, 0.0);
    return best_way_between(against_best_, text, anything, anything);
}

double LineForTexts::log_ratio_of_word(std::string_view text) const {
    return best_way_between(against_best_, text, no_letter_before_, no_letter_from_);
}

GreedyText greedy_text(const Lattice& lattice) {
    GreedyText greedy;
    std::size_t last = Lattice::kBlank;
    for (std::size_t t = 0; t < lattice.steps; ++t) {
        std::size_t best = 0;
        for (std::size_t c = 1; c < lattice.classes(); ++c) {
            if (lattice.at(t, c) > lattice.at(t, best)) best = c;
        }
        greedy.log_probability += lattice.at(t, best);
        if (best != Lattice::kBlank && best != last) greedy.text += lattice.alphabet[best - 1];
        last = best;
    }
    const std::size_t first = greedy.text.find_first_not_of(' ');
    if (first == std::string::npos) return {"", greedy.log_probability};
    greedy.text = greedy.text.substr(first, greedy.text.find_last_not_of(' ') - first + 1);
    return greedy;
}

Lattice restricted(const Lattice& lattice, std::string_view characters) {
    Lattice kept = lattice;
    for (std::size_t t = 0; t < lattice.steps; ++t) {
        for (std::size_t c = 1; c < lattice.classes(); ++c) {
            if (characters.find(lattice.alphabet[c - 1]) == std::string_view::npos) {
                kept.log_probability[t * lattice.classes() + c] = static_cast<float>(kNever);
            }
        }
    }
    return kept;
}

Lattice folded_to_lower(const Lattice& lattice) {
    Lattice folded = lattice;
    for (char capital = 'A'; capital <= 'Z'; ++capital) {
        const std::size_t from = lattice.class_of(capital);
        const std::size_t to = lattice.class_of(static_cast<char>(capital - 'A' + 'a'));
        if (from == Lattice::kBlank || to == Lattice::kBlank) continue;
        for (std::size_t t = 0; t < lattice.steps; ++t) {
            float* row = folded.log_probability.data() + t * lattice.classes();
            row[to] = static_cast<float>(log_sum(row[to], row[from]));
            row[from] = static_cast<float>(kNever);
        }
    }
    return folded;
}

}  // namespace lockbox

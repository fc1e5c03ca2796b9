#include "ocr/grammar.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace lockbox {

std::int64_t Effect::on(std::int64_t value) const {
    constexpr std::int64_t kGroup_cents = 1000 * 100;
    switch (kind) {
        case Kind::none:
            return value;
        case Kind::add:
            return value + operand;
        case Kind::shift:
            return value * 10 + operand;
        case Kind::hundred:
            return value / kGroup_cents * kGroup_cents + value % kGroup_cents * 100;
        case Kind::thousand:
            return value * 1000;
    }
    return value;
}

Grammar::Node Grammar::node() {
    nodes_.emplace_back();
    return static_cast<Node>(nodes_.size() - 1);
}

void Grammar::word(Node from, Node to, std::string_view text, Effect effect, double log_weight) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool last = i + 1 == text.size();
        const Node next = last ? to : node();
        nodes_[from].steps.push_back({next, text[i], last ? effect : Effect{}, i == 0 ? log_weight : 0});
        from = next;
    }
}

void Grammar::any_of(Node from, Node to, std::string_view characters, double log_weight) {
    for (const char character : characters) nodes_[from].steps.push_back({to, character, {}, log_weight});
}

void Grammar::digit(Node from, Node to, Effect::Kind kind, std::int64_t unit) {
    for (int d = 0; d < 10; ++d) {
        nodes_[from].steps.push_back({to, static_cast<char>('0' + d), {kind, d * unit}, 0});
    }
}

void Grammar::skip(Node from, Node to, double log_weight) {
    nodes_[from].steps.push_back({to, 0, {}, log_weight});
}

namespace {

/// What can be reached from a node without writing anything, at the best weight.
using Reach = std::map<Grammar::Node, double>;

}  // namespace

std::vector<Grammar::Place> Grammar::compiled() const {
    const auto reach_of = [&](Node from) {
        Reach reach = {{from, 0.0}};
        for (std::vector<Node> open = {from}; !open.empty();) {
            const Node at = open.back();
            open.pop_back();
            for (const Step& step : nodes_[at].steps) {
                if (step.character != 0) continue;
                const double weight = reach[at] + step.log_weight;
                const auto [known, is_new] = reach.try_emplace(step.to, weight);
                if (!is_new && known->second >= weight) continue;
                known->second = weight;
                open.push_back(step.to);
            }
        }
        return reach;
    };
    // A place is a node as entered by one character: only then does it say which character would be a repeat.
    std::map<std::pair<Node, char>, std::uint32_t> numbers = {{{kStart, '\0'}, 0}};
    std::vector<std::pair<Node, char>> order = {{kStart, '\0'}};
    std::vector<Place> places;
    for (std::size_t i = 0; i < order.size(); ++i) {
        Place place;
        place.character = order[i].second;
        place.end_log_weight = -1e9;
        for (const auto& [node, weight] : reach_of(order[i].first)) {
            if (nodes_[node].is_end) {
                place.is_end = true;
                place.end_log_weight = std::max(place.end_log_weight, weight);
            }
            for (const Step& step : nodes_[node].steps) {
                if (step.character == 0) continue;
                const auto key = std::make_pair(step.to, step.character);
                const auto [known, is_new] = numbers.try_emplace(key, static_cast<std::uint32_t>(order.size()));
                if (is_new) order.push_back(key);
                place.arcs.push_back({known->second, step.effect, weight + step.log_weight});
            }
        }
        places.push_back(std::move(place));
    }
    return places;
}

}  // namespace lockbox

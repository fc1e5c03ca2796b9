#pragma once
// What may stand in a field, and what it means: a finite automaton over characters whose words change a value (cents, a
// day, a place in a list). The search over a lattice (grammar_search.h) adds up every spelling of one value.

#include <cstdint>
#include <string_view>
#include <vector>

namespace lockbox {

/// What reading the last character of a word does to the value so far.
struct Effect {
    enum class Kind : std::uint8_t {
        none,
        add,       ///< value + operand
        shift,     ///< value * 10 + operand: one more digit
        hundred,   ///< cents: the group of three digits that is being said, times 100: "five hundred"
        thousand,  ///< cents: times 1000: "five thousand"
    };
    Kind kind = Kind::none;
    std::int64_t operand = 0;

    [[nodiscard]] std::int64_t on(std::int64_t value) const;
};

/// Built node by node, then compiled for the search. Node 0 is the start.
class Grammar {
  public:
    using Node = std::uint32_t;
    static constexpr Node kStart = 0;

    Grammar() : nodes_(1) {}

    [[nodiscard]] Node node();
    /// `text` leads from one node to another; `log_weight` (at most 0) says how unusual that is.
    void word(Node from, Node to, std::string_view text, Effect effect = {}, double log_weight = 0);
    /// Any one of these characters.
    void any_of(Node from, Node to, std::string_view characters, double log_weight = 0);
    /// The ten digits, the value of each times `unit` added (`add`) or appended (`shift`).
    void digit(Node from, Node to, Effect::Kind kind, std::int64_t unit);
    /// Nothing need be written to get from one node to the other.
    void skip(Node from, Node to, double log_weight = 0);
    /// Here what is written may end.
    void end(Node at) { nodes_[at].is_end = true; }

    /// One place in the automaton: just behind a character. Place 0 is before all characters.
    struct Arc {
        std::uint32_t to = 0;
        Effect effect;
        double log_weight = 0;
    };
    struct Place {
        char character = 0;
        bool is_end = false;
        double end_log_weight = 0;
        std::vector<Arc> arcs;
    };
    /// The automaton without empty moves.
    [[nodiscard]] std::vector<Place> compiled() const;

  private:
    struct Step {
        Node to = 0;
        char character = 0;  ///< 0: nothing is written
        Effect effect;
        double log_weight = 0;
    };
    struct NodeData {
        std::vector<Step> steps;
        bool is_end = false;
    };
    std::vector<NodeData> nodes_;
};

}  // namespace lockbox

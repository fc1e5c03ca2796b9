#include "matching/nicknames.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace lockbox {
namespace {

// One row is one name. A name that is short for two stands in both rows.
const std::vector<std::vector<std::string_view>>& rows() {
    static const std::vector<std::vector<std::string_view>> table = {
        {"abigail", "abby", "gail"},
        {"albert", "al", "bert"},
        {"alexander", "alex", "al", "sandy", "xander"},
        {"alexandra", "alex", "sandra", "sandy", "lexi"},
        {"alfred", "al", "fred"},
        {"amanda", "mandy"},
        {"andrea", "andi"},
        {"andrew", "andy", "drew"},
        {"angela", "angie"},
        {"ann", "anne", "anna", "annie", "nancy"},
        {"anthony", "tony"},
        {"antonio", "tony"},
        {"barbara", "barb", "barbie"},
        {"benjamin", "ben", "benny", "benji"},
        {"bernard", "bernie"},
        {"bradley", "brad"},
        {"caroline", "carolyn", "carrie"},
        {"catherine", "katherine", "kathryn", "cathy", "kathy", "kate", "katie", "kat", "kay"},
        {"charles", "charlie", "chuck", "chas"},
        {"charlotte", "charlie", "lottie"},
        {"christina", "christine", "chris", "tina", "chrissy"},
        {"christopher", "chris", "kit", "topher"},
        {"cynthia", "cindy"},
        {"daniel", "dan", "danny"},
        {"danielle", "dani"},
        {"david", "dave", "davey"},
        {"deborah", "debra", "deb", "debbie"},
        {"dennis", "denny"},
        {"dmitri", "dima"},
        {"donald", "don", "donnie"},
        {"dorothy", "dot", "dottie"},
        {"douglas", "doug"},
        {"edward", "ed", "eddie", "ted", "ned"},
        {"eleanor", "ellie", "nell", "nora"},
        {"elizabeth", "liz", "lizzie", "beth", "betty", "betsy", "eliza", "lisa", "ellie"},
        {"emily", "em", "emmy"},
        {"eugene", "gene"},
        {"evelyn", "evie"},
        {"frances", "fran", "frannie"},
        {"francis", "frank", "fran"},
        {"francisco", "frank", "paco", "pancho"},
        {"franklin", "frank"},
        {"frederick", "fred", "freddie", "rick"},
        {"gabriel", "gabe"},
        {"gabriela", "gabriella", "gabby"},
        {"george", "georgie"},
        {"gerald", "jerry", "gerry"},
        {"gregory", "greg"},
        {"guadalupe", "lupe"},
        {"harold", "harry", "hal"},
        {"henry", "hank", "harry", "hal"},
        {"isabella", "isabel", "bella", "izzy"},
        {"jacob", "jake"},
        {"jacqueline", "jackie"},
        {"james", "jim", "jimmy", "jamie"},
        {"janet", "jan"},
        {"jeffrey", "geoffrey", "jeff", "geoff"},
        {"jennifer", "jen", "jenny"},
        {"jeremy", "jerry"},
        {"jessica", "jess", "jessie"},
        {"jesus", "chuy"},
        {"john", "jack", "johnny", "jon"},
        {"jonathan", "jon", "john", "jonny"},
        {"jose", "pepe"},
        {"joseph", "joe", "joey"},
        {"josephine", "jo", "josie"},
        {"joshua", "josh"},
        {"judith", "judy"},
        {"julia", "julie"},
        {"kenneth", "ken", "kenny"},
        {"kimberly", "kim"},
        {"lawrence", "larry", "laurence"},
        {"leonard", "leo", "len", "lenny"},
        {"lillian", "lily", "lil"},
        {"louis", "lewis", "lou", "louie"},
        {"luis", "lou"},
        {"manuel", "manny"},
        {"margaret", "maggie", "meg", "peggy", "peg", "marge", "margie", "greta", "rita"},
        {"maria", "mary", "marie"},
        {"mary", "molly", "polly", "marie"},
        {"matthew", "matt"},
        {"melissa", "missy", "mel"},
        {"michael", "mike", "mikey", "mick", "micky"},
        {"michelle", "shelly", "shell"},
        {"mohammed", "muhammad", "mohamed", "mohammad", "mo"},
        {"nathan", "nate"},
        {"nathaniel", "nathan", "nate", "nat"},
        {"nicholas", "nick", "nicky", "nicolas"},
        {"nicole", "nikki", "nicky"},
        {"pamela", "pam"},
        {"patricia", "pat", "patty", "tricia", "trish"},
        {"patrick", "pat", "paddy", "rick"},
        {"peter", "pete"},
        {"philip", "phillip", "phil"},
        {"priscilla", "cilla"},
        {"rafael", "rafa"},
        {"raymond", "ray"},
        {"rebecca", "becky", "becca"},
        {"reginald", "reggie"},
        {"richard", "rich", "rick", "ricky", "dick"},
        {"robert", "rob", "bob", "bobby", "robbie", "bert"},
        {"roberta", "bobbie"},
        {"roberto", "beto"},
        {"ronald", "ron", "ronnie"},
        {"rosemary", "rose", "rosie"},
        {"russell", "russ"},
        {"samantha", "sam", "sammy"},
        {"samuel", "sam", "sammy"},
        {"sarah", "sara", "sally", "sadie"},
        {"sharon", "shari"},
        {"sophia", "sofia", "sophie"},
        {"stanley", "stan"},
        {"stephanie", "steph", "stephie"},
        {"stephen", "steven", "steve"},
        {"susan", "sue", "susie", "suzanne", "suzy"},
        {"teresa", "theresa", "terry", "tess", "tessa"},
        {"terrence", "terry"},
        {"theodore", "ted", "teddy", "theo"},
        {"thomas", "tom", "tommy"},
        {"timothy", "tim", "timmy"},
        {"valerie", "val"},
        {"veronica", "ronnie", "vera"},
        {"victor", "vic"},
        {"victoria", "vicky", "tori", "vicki"},
        {"vincent", "vince", "vinny"},
        {"virginia", "ginny", "ginger"},
        {"walter", "walt", "wally"},
        {"wilhelmina", "mina", "billie"},
        {"william", "will", "bill", "billy", "willy", "liam"},
        {"zachary", "zach", "zack"},
    };
    return table;
}

using RowNumbers = std::vector<std::size_t>;

/// The rows that hold a name.
const RowNumbers& rows_with(std::string_view name) {
    static const std::unordered_map<std::string_view, RowNumbers> index = [] {
        std::unordered_map<std::string_view, RowNumbers> made;
        for (std::size_t i = 0; i < rows().size(); ++i) {
            for (const std::string_view held : rows()[i]) made[held].push_back(i);
        }
        return made;
    }();
    static const RowNumbers none;
    const auto found = index.find(name);
    return found == index.end() ? none : found->second;
}

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool are_nicknames(std::string_view a, std::string_view b) {
    const RowNumbers& with_a = rows_with(a);
    return std::any_of(with_a.begin(), with_a.end(), [&](std::size_t row) { return contains(rows()[row], b); });
}

std::vector<std::string_view> short_forms(std::string_view name) {
    std::vector<std::string_view> forms;
    for (const std::size_t row : rows_with(name)) {
        for (const std::string_view other : rows()[row]) {
            if (other != name && !contains(forms, other)) forms.push_back(other);
        }
    }
    return forms;
}

}  // namespace lockbox

#include "tools/make_samples/people.h"

#include <array>

namespace lockbox::samples {
namespace {

constexpr auto kFirstNames = std::to_array<std::string_view>({
    "Abigail",  "Adriana", "Ahmed",      "Alan",      "Alice",    "Ana",     "Andre",       "Angela",   "Anh",
    "Anthony",  "Antonio", "Aoife",      "Arjun",     "Barbara",  "Beatriz", "Benjamin",    "Brian",    "Bridget",
    "Carlos",   "Carol",   "Catherine",  "Chanthy",   "Charles",  "Chen",    "Christine",   "Claudia",  "Colin",
    "Cynthia",  "Daniela", "David",      "Deborah",   "Dennis",   "Diane",   "Dmitri",      "Donna",    "Duc",
    "Edward",   "Eileen",  "Elena",      "Elizabeth", "Emmanuel", "Esther",  "Fatima",      "Fernando", "Frances",
    "Francis",  "Gabriel", "George",     "Gloria",    "Grace",    "Hannah",  "Helen",       "Henry",    "Hoa",
    "Irina",    "Isabel",  "Jacqueline", "Jamal",     "James",    "Janet",   "Jean-Claude", "Jennifer", "Jin",
    "Joao",     "Joan",    "Jose",       "Joseph",    "Joyce",    "Karen",   "Katie",       "Kenneth",  "Kevin",
    "Kwame",    "Laura",   "Leo",        "Lillian",   "Linda",    "Lucas",   "Luis",        "Luz",      "Manuel",
    "Margaret", "Maria",   "Marie",      "Mark",      "Maureen",  "Mei",     "Michelle",    "Miguel",   "Minh",
    "Mohammed", "Nadia",   "Nancy",      "Natalie",   "Nicole",   "Oliver",  "Olga",        "Pamela",   "Patrick",
    "Paul",     "Pedro",   "Peter",      "Phuong",    "Rachel",   "Ravi",    "Raymond",     "Rebecca",  "Robert",
    "Rosa",     "Ruth",    "Samuel",     "Sandra",    "Sean",     "Sharon",  "Sofia",       "Sokha",    "Stephen",
    "Susan",    "Tanya",   "Teresa",     "Thomas",    "Timothy",  "Tuan",    "Valeria",     "Vera",     "Victor",
    "Vincent",  "Walter",  "William",    "Xiomara",   "Yasmin",   "Zoe",
});

constexpr auto kLastNames = std::to_array<std::string_view>({
    "Abreu",      "Adams",      "Ahern",      "Almeida",  "Alvarez",   "Andrade",    "Arsenault", "Baker",
    "Barbosa",    "Barros",     "Beaulieu",   "Bennett",  "Boateng",   "Bouchard",   "Brennan",   "Brown",
    "Burke",      "Cabral",     "Callahan",   "Campbell", "Cardoso",   "Carter",     "Castro",    "Chan",
    "Chea",       "Chen",       "Clark",      "Cohen",    "Collins",   "Connolly",   "Correia",   "Costa",
    "Cruz",       "Cunningham", "DaSilva",    "Davis",    "Delgado",   "Desrosiers", "Diaz",      "DiMarco",
    "Donovan",    "Dorsey",     "Doyle",      "Duong",    "Estrada",   "Evans",      "Fernandes", "Figueroa",
    "Fitzgerald", "Flaherty",   "Flynn",      "Fontaine", "Foster",    "Gagnon",     "Garcia",    "Ghosh",
    "Gomes",      "Gonzalez",   "Green",      "Gupta",    "Hall",      "Hassan",     "Hernandez", "Hughes",
    "Ivanov",     "Jackson",    "Jean-Louis", "Johnson",  "Joseph",    "Kaplan",     "Kelly",     "Khan",
    "Kim",        "Kowalczyk",  "Lam",        "Lavoie",   "Le",        "LeBlanc",    "Lee",       "Levesque",
    "Lewis",      "Li",         "Lopez",      "Lynch",    "MacDonald", "Mahoney",    "Maldonado", "Martin",
    "Martinez",   "McCarthy",   "McDonough",  "McKenna",  "Medeiros",  "Mensah",     "Miller",    "Monteiro",
    "Moore",      "Morales",    "Moreau",     "Murphy",   "Nguyen",    "Nunes",      "O'Brien",   "O'Connor",
    "Oliveira",   "Ortiz",      "Owusu",      "Pacheco",  "Park",      "Patel",      "Pelletier", "Pereira",
    "Perez",      "Petrov",     "Pham",       "Pierre",   "Powers",    "Quinn",      "Ramirez",   "Rao",
    "Reilly",     "Reis",       "Rivera",     "Robinson", "Rodrigues", "Rosario",    "Rossi",     "Roy",
    "Ruiz",       "Russo",      "Ryan",       "Santos",   "Scott",     "Shapiro",    "Silva",     "Smith",
    "Soares",     "Sok",        "Sousa",      "Sullivan", "Sweeney",   "Tavares",    "Taylor",    "Thibault",
    "Torres",     "Tran",       "Vasquez",    "Vo",       "Walsh",     "Wang",       "White",     "Williams",
    "Wong",       "Wright",     "Young",      "Zhang",
});

constexpr auto kStreets = std::to_array<std::string_view>({
    "Adams",  "Ash",       "Bay State", "Beacon",    "Bedford",   "Belmont",      "Blue Hill", "Bridge",     "Broadway",
    "Canal",  "Cedar",     "Central",   "Charles",   "Cherry",    "Chestnut",     "Clinton",   "Concord",    "Congress",
    "County", "Dartmouth", "Elm",       "Essex",     "Fairview",  "Franklin",     "Grove",     "Hancock",    "Harvard",
    "High",   "Highland",  "Hope",      "Lafayette", "Lake",      "Laurel",       "Lincoln",   "Linden",     "Main",
    "Maple",  "Market",    "Mechanic",  "Middle",    "Mill",      "Mount Vernon", "North",     "Oak",        "Orchard",
    "Park",   "Pearl",     "Pine",      "Pleasant",  "Pond",      "Prospect",     "Quincy",    "River",      "School",
    "South",  "Spring",    "State",     "Summer",    "Tremont",   "Union",        "Walnut",    "Washington", "Water",
    "West",   "Willow",    "Winter",    "Winthrop",  "Worcester",
});
constexpr auto kStreetKinds = std::to_array<std::string_view>(
    {"St", "St", "St", "St", "Ave", "Ave", "Rd", "Rd", "Ln", "Dr", "Ct", "Pl", "Ter", "Way"});

struct Town {
    std::string_view name, zip;
};
constexpr auto kTowns = std::to_array<Town>({
    {"Boston", "02118"},      {"Dorchester", "02124"}, {"East Boston", "02128"}, {"Worcester", "01605"},
    {"Springfield", "01109"}, {"Cambridge", "02139"},  {"Lowell", "01854"},      {"Brockton", "02302"},
    {"Quincy", "02169"},      {"Lynn", "01902"},       {"New Bedford", "02740"}, {"Fall River", "02720"},
    {"Lawrence", "01843"},    {"Newton", "02458"},     {"Somerville", "02144"},  {"Framingham", "01702"},
    {"Haverhill", "01832"},   {"Malden", "02148"},     {"Waltham", "02453"},     {"Revere", "02151"},
    {"Medford", "02155"},     {"Taunton", "02780"},    {"Chicopee", "01020"},    {"Weymouth", "02189"},
    {"Peabody", "01960"},     {"Methuen", "01844"},    {"Barnstable", "02630"},  {"Pittsfield", "01201"},
    {"Attleboro", "02703"},   {"Leominster", "01453"}, {"Fitchburg", "01420"},   {"Holyoke", "01040"},
    {"Salem", "01970"},       {"Westfield", "01085"},  {"Northampton", "01060"}, {"Greenfield", "01301"},
    {"Amherst", "01002"},     {"Plymouth", "02360"},   {"Chelsea", "02150"},     {"Gloucester", "01930"},
    {"North Adams", "01247"}, {"Hyannis", "02601"},    {"Oak Bluffs", "02557"},  {"Milford", "01757"},
    {"Marlborough", "01752"},
});

constexpr auto kBanks = std::to_array<Bank>({
    {"Harborlight Savings Bank", "Boston, Massachusetts"},
    {"First Commonwealth Trust", "Worcester, MA"},
    {"PIONEER VALLEY CREDIT UNION", "Springfield, MA"},
    {"Bay Colony Bank, N.A.", "Quincy, Massachusetts"},
    {"Mill City Co-operative Bank", "Lowell, MA"},
    {"Old Cape Five Cents Savings", "Hyannis, Mass."},
    {"NORTHEAST FEDERAL CREDIT UNION", ""},
    {"Mayflower National Bank", "Plymouth, MA 02360"},
    {"Merrimack River Bank", "Lawrence, Massachusetts"},
    {"Teachers & Nurses Credit Union", "Framingham, MA"},
    {"Berkshire Hills Trust Co.", "Pittsfield, MA"},
    {"Continental Bank", "www.continental.example"},
});

constexpr auto kTrades = std::to_array<std::string_view>(
    {"Landscaping", "Plumbing & Heating", "Bakery", "Auto Repair", "Electric", "Cleaning Services", "Family Dental",
     "Construction", "Catering", "Florists", "Hardware", "Bookkeeping", "Fisheries", "Day Care"});
constexpr auto kForms = std::to_array<std::string_view>({" LLC", ", Inc.", " Co.", "", " & Sons"});

std::string street_address(Random& random) {
    std::string text = std::to_string(random.between(1, 1299)) + " ";
    text += random.pick(kStreets);
    text += " ";
    text += random.pick(kStreetKinds);
    if (random.chance(0.35)) text += " Apt " + std::to_string(random.between(1, 48));
    return text;
}

}  // namespace

Person make_person(Random& random) {
    const Town& town = random.pick(kTowns);
    return {.first_name = std::string(random.pick(kFirstNames)),
            .last_name = std::string(random.pick(kLastNames)),
            .address = street_address(random),
            .city = std::string(town.name),
            .state = "MA",
            .zip = std::string(town.zip)};
}

std::span<const std::string_view> first_names() {
    return kFirstNames;
}

std::span<const std::string_view> last_names() {
    return kLastNames;
}

Person make_housemate(const Person& person, Random& random) {
    Person other = person;
    while (other.first_name == person.first_name) other.first_name = random.pick(kFirstNames);
    if (random.chance(0.25)) other.last_name = random.pick(kLastNames);
    return other;
}

std::span<const Bank> banks() {
    return kBanks;
}

std::string company_name(Random& random) {
    std::string name(random.pick(kLastNames));
    name += " ";
    name += random.pick(kTrades);
    name += random.pick(kForms);
    return name;
}

}  // namespace lockbox::samples

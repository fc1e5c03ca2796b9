// micr-read LIST (line|page) [SURE]: what the reader makes of every image of the list; tab-separated: path, presence,
// line, routing number, account, check number, doubts. SURE is the probability from which a character counts as
// certain; doubts are the numbers 1 - probability of every character of the line, its spaces included.

#include <iostream>
#include <span>

#include "ocr/micr_reader.h"
#include "tools/train/micr/image_list.h"

using namespace lockbox;

int main(int argc, char** argv) {
    const std::span<char*> arguments(argv, static_cast<std::size_t>(argc));
    if (argc < 3) {
        std::cerr << "usage: micr-read LIST (line|page) [SURE]\n";
        return 2;
    }
    const bool whole_page = std::string(arguments[2]) == "page";
    MicrOptions options;
    if (argc > 3) options.sure_probability = std::stod(arguments[3]);
    for_each_image(arguments[1], [&](int, const std::string& path, const PageImage& image) {
        const MicrReading read = whole_page ? read_micr(image, options) : read_micr_line(image, options);
        std::cout << path << '\t' << static_cast<int>(read.presence) << '\t' << read.line << '\t'
                  << (read.routing ? read.routing->str() : "") << '\t' << read.account.value_or("") << '\t'
                  << read.serial.value_or("") << '\t';
        for (const double probability : read.character_probability) std::cout << 1 - probability << ' ';
        std::cout << '\n';
    });
}

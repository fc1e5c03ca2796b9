#pragma once
// A dirty or dead element of the scanner draws a thin line from one end of the image to the other, exactly along its
// rows or columns, while the sheet lies a little askew. It joins what it crosses: a Member ID and a signature become one
// stroke, which no field can hold. So it goes before anything is straightened.

#include "scan/page_image.h"

namespace lockbox {

/// Takes such lines out; strokes that cross one stay whole. Lines as thick as writing, and those that do not run through,
/// stay. Returns how many it took.
int erase_streaks(PageImage& image);

}  // namespace lockbox

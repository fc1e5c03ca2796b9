#pragma once
// Paper to draw on, measured in inches from its top left corner.

#include <cstdint>
#include <span>
#include <vector>

namespace lockbox::samples {

struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0;
};
inline constexpr Colour kBlack{20, 20, 22};
inline constexpr Colour kWhite{252, 252, 250};

/// `share` of `to` mixed into `from`.
[[nodiscard]] Colour mixed(Colour from, Colour to, double share);

/// Rows of blue, green, red bytes without padding (the order that OpenCV encodes).
struct Raster {
    int width_px = 0, height_px = 0, dpi = 200;
    std::vector<std::uint8_t> bgr;
};

struct Spot {
    double x_in = 0, y_in = 0;
};

/// How much of each pixel a mark covers: 0 none, 255 all of it.
struct Coverage {
    int left_px = 0, top_px = 0, width_px = 0, height_px = 0;
    std::vector<std::uint8_t> share = {};
};

class Canvas {
  public:
    Canvas(double width_in, double height_in, int dpi, Colour paper);

    [[nodiscard]] double width_in() const { return width_in_; }
    [[nodiscard]] double height_in() const { return height_in_; }
    [[nodiscard]] int dpi() const { return raster_.dpi; }
    [[nodiscard]] const Raster& raster() const { return raster_; }
    [[nodiscard]] Raster& raster() { return raster_; }

    void blend(const Coverage& mark, Colour colour, double darkness = 1);
    void line(Spot from, Spot to, double thickness_in, Colour colour);
    void box(Spot top_left, Spot bottom_right, double thickness_in, Colour colour);
    void fill(Spot top_left, Spot bottom_right, Colour colour);
    void fill_polygon(std::span<const Spot> corners, Colour colour);
    void ellipse(Spot centre, double radius_x_in, double radius_y_in, double turn_degrees, double thickness_in,
                 Colour colour);
    void fill_ellipse(Spot centre, double radius_x_in, double radius_y_in, double turn_degrees, Colour colour);
    /// A pen drawn through the points in a smooth curve.
    void pen(std::span<const Spot> through, double thickness_in, Colour colour, double darkness);

  private:
    double width_in_, height_in_;
    Raster raster_;
};

}  // namespace lockbox::samples

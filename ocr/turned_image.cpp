#include "ocr/turned_image.h"

#include <opencv2/imgproc.hpp>

namespace lockbox {

FieldImage turned_level(const PageImage& image, const Tilted& rectangle, const Box& box) {
    const int width = static_cast<int>(rectangle.length_px), height = static_cast<int>(rectangle.height_px);
    cv::Mat turn = cv::getRotationMatrix2D({static_cast<float>(rectangle.x_px), static_cast<float>(rectangle.y_px)},
                                           rectangle.degrees, 1);
    turn.at<double>(0, 2) += width / 2.0 - rectangle.x_px;
    turn.at<double>(1, 2) += height / 2.0 - rectangle.y_px;
    const cv::Mat gray(image.height_px, image.width_px, CV_8UC1, const_cast<std::uint8_t*>(image.pixels.data()));
    cv::Mat level;
    cv::warpAffine(gray, level, turn, {width, height}, cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(255));
    FieldImage field;
    field.box = field.image_box = box;
    field.image = PageImage{width, height, image.dpi, false, {}};
    field.image.pixels.assign(level.datastart, level.dataend);
    field.strokes = {{0, 0, width, height}};
    return field;
}

}  // namespace lockbox

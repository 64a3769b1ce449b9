// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/data/sample_picture.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>
#include <tuple>

#include "widgets/theme/direction.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

constexpr int kSide = 188;
constexpr int kLineGap = 6;
constexpr int kRadius = 6;

}  // namespace

QImage pictureOf(const OutputTensor& values, float low, float high) {
  if (values.shape.size() != 3) return {};
  const auto [rows, columns, channels] = std::tuple(values.shape[0], values.shape[1], values.shape[2]);
  if (rows < 1 || columns < 1 || channels < 1 ||
      static_cast<std::int64_t>(values.values.size()) != rows * columns * channels)
    return {};
  QImage image(static_cast<int>(columns), static_cast<int>(rows), QImage::Format_RGB32);
  const float span = high > low ? high - low : 1.0F;
  const auto level = [&](std::int64_t at) {
    const float value = (values.values[static_cast<std::size_t>(at)] - low) / span;
    return static_cast<int>(std::clamp(value, 0.0F, 1.0F) * 255.0F + 0.5F);  // a NaN, which clamp passes on, is black
  };
  for (std::int64_t row = 0; row < rows; ++row) {
    auto* line = reinterpret_cast<QRgb*>(
        image.scanLine(static_cast<int>(row)));  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    for (std::int64_t column = 0; column < columns; ++column) {
      const auto first = (row * columns + column) * channels;
      const int red = level(first);
      line[column] = channels < 3 ? qRgb(red, red, red) : qRgb(red, level(first + 1), level(first + 2));
    }
  }
  return image;
}

SamplePicture::SamplePicture(const QString& title, QWidget* parent) : QWidget(parent), title_(title) {
  setAccessibleName(title);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SamplePicture::showImage(const OutputTensor& values, float low, float high, const QString& line) {
  image_ = pictureOf(values, low, high);
  line_ = line;
  setAccessibleDescription(line);
  update();
}

void SamplePicture::showText(const QString& text) {
  image_ = {};
  line_ = text;
  setAccessibleDescription(text);
  update();
}

QSize SamplePicture::sizeHint() const {
  const int lineHeight = QFontMetrics(labelFont()).height();
  return {scaled(kSide), scaled(kSide) + 3 * (lineHeight + scaled(kLineGap))};
}

QSize SamplePicture::minimumSizeHint() const {
  return sizeHint();
}

void SamplePicture::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& colours = tokens();
  painter.setFont(labelFont());
  const int lineHeight = painter.fontMetrics().height();
  const Qt::Alignment start = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
  painter.setPen(colours.dim);
  painter.drawText(QRect(0, 0, width(), lineHeight), static_cast<int>(start), isolated(title_));
  const int side = scaled(kSide);
  const int left = layoutDirection() == Qt::RightToLeft ? width() - side : 0;
  const QRect frame(left, lineHeight + scaled(kLineGap), side, side);
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath rounded;
  rounded.addRoundedRect(frame, scaled(kRadius), scaled(kRadius));
  painter.fillPath(rounded, colours.background);
  const QRect below(0, frame.bottom() + scaled(kLineGap), width(), 2 * lineHeight);
  if (image_.isNull()) {
    painter.drawText(frame.adjusted(scaled(10), 0, -scaled(10), 0), Qt::AlignCenter | Qt::TextWordWrap,
                     isolated(line_));
    return;
  }
  const QSizeF fitted = QSizeF(image_.size()).scaled(frame.size(), Qt::KeepAspectRatio);
  const QRectF target(
      QPointF(frame.center()) - QPointF(fitted.width() / 2.0, fitted.height() / 2.0) + QPointF(0.5, 0.5), fitted);
  painter.save();
  painter.setClipPath(rounded);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, image_.width() > target.width());
  painter.drawImage(target, image_);
  painter.restore();
  painter.setPen(colours.text);
  painter.drawText(below, static_cast<int>((start & ~Qt::AlignVCenter) | Qt::AlignTop) | Qt::TextWordWrap,
                   isolated(line_));
}

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>
#include <QWidget>

#include "core/runtime/worker_client.h"

namespace bitwright {

/// A sample as a picture with a line about it underneath. Small images are drawn with their pixels to be seen.
class SamplePicture : public QWidget {
  Q_OBJECT

 public:
  explicit SamplePicture(const QString& title, QWidget* parent = nullptr);

  /// [rows, columns, channels]; values from `low` (black) to `high` (white).
  void showImage(const OutputTensor& values, float low, float high, const QString& line);
  /// Words where there is no picture.
  void showText(const QString& text);
  [[nodiscard]] const QImage& image() const { return image_; }
  [[nodiscard]] QString line() const { return line_; }

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString title_;
  QString line_;
  QImage image_;
};

/// 8-bit picture of [rows, columns, channels]: 1 grey, 3 or more the first three as red, green and blue.
[[nodiscard]] QImage pictureOf(const OutputTensor& values, float low, float high);

}  // namespace bitwright

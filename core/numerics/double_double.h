// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

namespace bitwright {

/// About 106 bits of significand as the sum of two doubles (Dekker 1971; Hida, Li and Bailey 2001): for sums whose
/// differences cancel. Needs arithmetic that keeps to IEEE 754 (no -ffast-math).
class DoubleDouble {
 public:
  DoubleDouble(double value = 0.0) : high_(value) {}  // NOLINT(google-explicit-constructor)

  explicit operator double() const { return high_ + low_; }

  friend DoubleDouble operator+(const DoubleDouble& a, const DoubleDouble& b) {
    DoubleDouble sum = exactSum(a.high_, b.high_);
    sum.low_ += a.low_ + b.low_;
    return normalized(sum);
  }
  friend DoubleDouble operator-(const DoubleDouble& a, const DoubleDouble& b) {
    return a + DoubleDouble(-b.high_, -b.low_);
  }
  friend DoubleDouble operator*(const DoubleDouble& a, const DoubleDouble& b) {
    DoubleDouble product = exactProduct(a.high_, b.high_);
    product.low_ += a.high_ * b.low_ + a.low_ * b.high_;
    return normalized(product);
  }
  friend DoubleDouble operator/(const DoubleDouble& a, const DoubleDouble& b) {
    const double first = a.high_ / b.high_;
    const DoubleDouble rest = a - b * DoubleDouble(first);
    return normalized({first, (rest.high_ + rest.low_) / b.high_});
  }
  friend bool operator<(const DoubleDouble& a, const DoubleDouble& b) {
    return a.high_ < b.high_ || (a.high_ == b.high_ && a.low_ < b.low_);
  }
  DoubleDouble& operator+=(const DoubleDouble& other) { return *this = *this + other; }

 private:
  DoubleDouble(double high, double low) : high_(high), low_(low) {}

  static DoubleDouble exactSum(double a, double b) {
    const double sum = a + b;
    const double ofB = sum - a;
    return {sum, (a - (sum - ofB)) + (b - ofB)};
  }
  static DoubleDouble normalized(const DoubleDouble& value) {
    const double sum = value.high_ + value.low_;
    return {sum, value.low_ - (sum - value.high_)};
  }
  /// The upper 26 bits of `value` and the rest.
  static DoubleDouble split(double value) {
    const double shifted = 134217729.0 * value;
    const double high = shifted - (shifted - value);
    return {high, value - high};
  }
  static DoubleDouble exactProduct(double a, double b) {
    const double product = a * b;
    const DoubleDouble x = split(a);
    const DoubleDouble y = split(b);
    return {product, ((x.high_ * y.high_ - product) + x.high_ * y.low_ + x.low_ * y.high_) + x.low_ * y.low_};
  }

  double high_ = 0.0;
  double low_ = 0.0;
};

}  // namespace bitwright

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/job.h"
#include "core/base/message.h"
#include "core/base/result.h"
#include "core/encoding/weight_view.h"

namespace bitwright {

using ParameterValue = std::variant<bool, std::int64_t, double, std::string>;
/// By parameter id; a missing one has its default.
using ParameterValues = std::map<std::string, ParameterValue, std::less<>>;

/// One parameter of a scheme: from this follow the spec grammar, the form in the window, `schemes` and the validation.
struct Parameter {
  enum class Type { boolean, integer, real, choice, text };  ///< text: a name of 1–64 letters, digits and - _ . /
  std::string id;                                            ///< as in the spec: "bits"
  MessageText name;                                          ///< label in a form: "Bits"
  MessageText help;                                          ///< one sentence
  Type type = Type::integer;
  double minimum = 0.0;  ///< integer and real
  double maximum = 0.0;
  std::vector<std::string> choices;      ///< choice: words of the spec
  std::vector<MessageText> choiceNames;  ///< labels of the choices, same order
  ParameterValue standard;               ///< default: the best buy by measured accuracy per byte
  std::string
      appliesWhen;  ///< "granularity=block": shown and meaningful only then; "a=x|b=y": one of them; empty: always

  [[nodiscard]] std::string rangeText() const;  ///< "1..8", "tensor|channel|block", "true|false", "NAME"
  [[nodiscard]] std::string defaultText() const;
  /// The value a spec's text stands for; fails with ErrorKind::usage where it is none or out of range.
  [[nodiscard]] Result<ParameterValue> parse(std::string_view text) const;
  [[nodiscard]] Result<void> check(const ParameterValue& value) const;
};

[[nodiscard]] std::string parameterText(const ParameterValue& value);

/// Whether `parameter` means anything beside the other values (appliesWhen); `values` are complete.
[[nodiscard]] bool parameterApplies(const Parameter& parameter, const ParameterValues& values);

/// A way of storing weights. Stateless; one instance each, listed in all_schemes.cpp.
class Scheme {
 public:
  virtual ~Scheme() = default;

  [[nodiscard]] virtual std::string_view id() const = 0;         ///< word of the spec: "kmeans"
  [[nodiscard]] virtual MessageText name() const = 0;            ///< "k-means"
  [[nodiscard]] virtual MessageText description() const = 0;     ///< one sentence: what it gives and what it does not
  [[nodiscard]] virtual std::string_view reference() const = 0;  ///< paper or standard, citable
  [[nodiscard]] virtual std::span<const Parameter> parameters() const = 0;

  /// Encodes a group of tensors (usually one; weight sharing gives several), one result each, in order. `values` are
  /// checked and complete. Non-finite weights are refused with ErrorKind::input by every scheme but those that keep bit
  /// patterns.
  [[nodiscard]] virtual Result<std::vector<EncodedTensor>> encode(std::span<const WeightView> group,
                                                                  const ParameterValues& values,
                                                                  const Job& job) const = 0;
  /// `keep` alone leaves a tensor as it is and encodes nothing; of a pruned one it stores what is left as it is.
  [[nodiscard]] virtual bool leavesUntouched() const { return false; }
  /// Layers with equal values of the parameter `group` (and all others) are encoded in one call and share what they
  /// share.
  [[nodiscard]] virtual bool encodesGroups() const { return false; }
};

/// All schemes, in the order they are shown.
[[nodiscard]] std::span<const Scheme* const> allSchemes();
[[nodiscard]] const Scheme* findScheme(std::string_view id);

/// `given` completed with defaults; fails with ErrorKind::usage on unknown ids or values out of range, naming the
/// nearest ones.
[[nodiscard]] Result<ParameterValues> completeParameters(const Scheme& scheme, const ParameterValues& given);
/// The same of any parameters; `owner` is the word of the spec they belong to.
[[nodiscard]] Result<ParameterValues> completeParameters(std::string_view owner, std::span<const Parameter> parameters,
                                                         const ParameterValues& given);

/// Reads a checked, complete value; the type is the parameter's own.
[[nodiscard]] std::int64_t integerOf(const ParameterValues& values, std::string_view id);
[[nodiscard]] double realOf(const ParameterValues& values, std::string_view id);
[[nodiscard]] bool booleanOf(const ParameterValues& values, std::string_view id);
[[nodiscard]] const std::string& choiceOf(const ParameterValues& values, std::string_view id);

}  // namespace bitwright

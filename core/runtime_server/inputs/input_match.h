// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/runtime_server/engine/session.h"

namespace bitwright {

/// What of the data an input is fed with.
struct FedInput {
  enum class By { images, array, inference };
  By by = By::array;
  std::shared_ptr<const ImageSource> images;  ///< By::images
  ImageLayout layout;
  const DataArray* array = nullptr;  ///< By::array; the data's own
  std::vector<std::int64_t> sample;  ///< shape of one sample, without the batch; where the array is no samples, or
                                     ///< By::inference, of the whole
  [[nodiscard]] bool perSample() const { return by == By::images || (by == By::array && array->perSample); }
};

/// Which input each part of the data goes to, one entry a slot; nothing where the data do not feed it.
struct InputMatch {
  std::vector<std::optional<FedInput>> inputs;
  std::vector<Message> notes;  ///< arrays that no input takes
};

/// Named arrays go to the inputs of their names; images and arrays without a name to the first input that takes them,
/// of those with four dimensions, then three, two …; ONNX test data in the model's order. 8-bit arrays that are images
/// by their shape are images, as are others that are to be preprocessed. ErrorKind::input where something does not fit.
/// `data` outlives the result.
[[nodiscard]] Result<InputMatch> matchInputs(const std::vector<InputSlot>& slots, const Dataset& data);

}  // namespace bitwright

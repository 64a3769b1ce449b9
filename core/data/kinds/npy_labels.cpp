// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/kinds/npy_labels.h"

#include <string>

#include "core/data/arrays/npy.h"

namespace bitwright {

Result<Labels> readNpyLabels(ByteSource& source, const NpyHeader& header, const std::string& file,
                             const std::string& where) {
  if (!header.type) {
    if (header.shape.size() != 1 && !(header.shape.size() == 2 && header.shape[1] == 1)) {
      return fail(ErrorKind::input,
                  Message(BW_MESSAGE("data.label_shape", "holds labels of shape %1; one a sample is read"),
                          {shapeText(header.shape)}),
                  file, where);
    }
    auto texts = readNpyTexts(source, header, file, where);
    if (!texts) return passOn(texts);
    return labelsOf(*texts, file);
  }
  auto array = readNpyValues(source, header, file, where);
  if (!array) return passOn(array);
  return labelsOf(*array, file);
}

}  // namespace bitwright

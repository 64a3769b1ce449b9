// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace bitwright::test {

/// What of a text is no well-formed XML (https://www.w3.org/TR/xml/), of what escaping and closing can go wrong: one
/// element around all, elements that close in order, attributes in quotes and once each, references that exist, no
/// control characters. Empty where nothing is. Comments, declarations and CDATA are not known and are told.
[[nodiscard]] std::string whatIsWrongInXml(std::string_view text);

}  // namespace bitwright::test

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace bitwright {

/// The one list of a type's fields, for both directions. A specialization has `static void visit(auto& field, auto&
/// item)`, which names every member in its structured binding and calls `field("key", member)` for each that is kept: a
/// member that is added does not compile until it is listed too. Reads and writes: core/runtime/values/json_fields.h.
template <class T>
struct Fields {
  static constexpr bool none = true;
};
template <class T>
concept Listed = !requires {
  Fields<T>::none;
};

/// In a list, text or several texts that may be no UTF-8 and must come through byte for byte: names inside of models,
/// paths.
template <class T>
struct AsBytes {
  T& value;
};
template <class T>
AsBytes(T&) -> AsBytes<T>;

/// Of a request that asks without content, or is answered by its success alone.
struct Nothing {};
template <>
struct Fields<Nothing> {
  static void visit(auto& /*field*/, auto& /*item*/) {}
};

}  // namespace bitwright

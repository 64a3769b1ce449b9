// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace bitwright {

/// Graph optimizations of ONNX Runtime
/// (https://onnxruntime.ai/docs/performance/model-optimizations/graph-optimizations.html): ORT_DISABLE_ALL, `basic`
/// folds constants and moves nodes, `extended` has all that choose another kernel, `all` the layouts of the processor
/// at hand as well.
enum class Optimization { none, basic, extended, all };

}  // namespace bitwright

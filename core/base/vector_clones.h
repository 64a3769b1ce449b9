// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// In front of a function whose loop the compiler vectorises: compiled a second time for AVX2, which the loader takes
/// where the processor has it. The results must not depend on it: no sums of floats. Sanitizers are not yet there when
/// the loader chooses.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#  define BW_VECTOR_CLONES __attribute__((target_clones("avx2", "default")))
#else
#  define BW_VECTOR_CLONES
#endif

// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Not part of any program: the test architecture_forbidden_include compiles it as a file of core/model, whose room may
// not see the one above it.
#include "core/graph/main_graph.h"
#include "core/model/model.h"

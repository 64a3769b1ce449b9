#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
#
# contributing.sh CONTRIBUTING.md SOURCES INTO
#
# Writes what the page adds: each block of C++ that begins with `// PATH`, and of each file that a block of changes names a copy with
# the added lines in front of the one that says where a new one goes. Only the files' own names are kept.
set -euo pipefail
mkdir -p "$3"
awk -v sources="$2" -v into="$3" '
  function own(path) { sub(/.*\//, "", path); return into "/" path }
  /^```(cpp|diff)$/ {
    kind = substr($0, 4)
    getline
    path = $2
    if (kind == "cpp") printf "" > own(path)
    next
  }
  /^```$/ { kind = ""; next }
  kind == "cpp" { print > own(path) }
  kind == "diff" && /^\+/ { added[path] = added[path] substr($0, 2) "\n" }
  END {
    for (path in added) {
      while ((getline line < (sources "/" path)) > 0) {
        if (line ~ /a new one: its line goes above this one/) printf "%s", added[path] > own(path)
        print line > own(path)
      }
    }
  }' "$1"

# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
#
# ONNX Runtime, as installer/dependencies lays it out or as an official release is laid out:
#   ROOT/include/onnxruntime_cxx_api.h   or   ROOT/include/onnxruntime/…
#   ROOT/lib/libonnxruntime.so           ROOT/VERSION_NUMBER
#
# Looked for in this order, the first folder that is named must hold it:
#   -DONNXRUNTIME_ROOT=…   the environment's ONNXRUNTIME_ROOT   the cache that installer/dependencies fills
# The system's own library is not taken: Debian's clashes with libonnx in one process (schemas registered twice).
#
# Gives: OnnxRuntime::OnnxRuntime (imported, SYSTEM headers), OnnxRuntime_VERSION, OnnxRuntime_LIBRARY (the file),
#        OnnxRuntime_INCLUDE_DIR, OnnxRuntime_LICENSES (its licence and notices, where they are there).

set(ONNXRUNTIME_ROOT "${ONNXRUNTIME_ROOT}" CACHE PATH
    "Folder of an ONNX Runtime release (include/, lib/); empty: the one installer/dependencies made")

if(ONNXRUNTIME_ROOT)
  set(_ort_root "${ONNXRUNTIME_ROOT}")
  set(_ort_origin "ONNXRUNTIME_ROOT (CMake)")
elseif(NOT "$ENV{ONNXRUNTIME_ROOT}" STREQUAL "")
  set(_ort_root "$ENV{ONNXRUNTIME_ROOT}")
  set(_ort_origin "ONNXRUNTIME_ROOT (environment)")
else()
  file(STRINGS "${CMAKE_CURRENT_LIST_DIR}/../onnxruntime.pins" _ort_pin REGEX "^ONNXRUNTIME_VERSION=")
  string(REPLACE "ONNXRUNTIME_VERSION=" "" _ort_pin "${_ort_pin}")
  if(NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
    set(_ort_cache "$ENV{XDG_CACHE_HOME}")
  else()
    set(_ort_cache "$ENV{HOME}/.cache")
  endif()
  set(_ort_root "${_ort_cache}/bitwright/onnxruntime-${_ort_pin}")
  set(_ort_origin "the cache of installer/dependencies")
endif()

# A root that was changed since the last configure must win over what was found under the old one.
if(NOT "${_ort_root}" STREQUAL "${_OnnxRuntime_FOUND_IN}")
  unset(OnnxRuntime_INCLUDE_DIR CACHE)
  unset(OnnxRuntime_LIBRARY CACHE)
  set(_OnnxRuntime_FOUND_IN "${_ort_root}" CACHE INTERNAL "The folder ONNX Runtime was last looked for in")
endif()

find_path(OnnxRuntime_INCLUDE_DIR onnxruntime_cxx_api.h
  PATHS "${_ort_root}"
  PATH_SUFFIXES include include/onnxruntime include/onnxruntime/core/session
  NO_DEFAULT_PATH)
find_library(OnnxRuntime_LIBRARY
  NAMES onnxruntime libonnxruntime.so.1
  PATHS "${_ort_root}"
  PATH_SUFFIXES lib lib64
  NO_DEFAULT_PATH)
mark_as_advanced(OnnxRuntime_INCLUDE_DIR OnnxRuntime_LIBRARY)

# The library's own version, not the headers': they may be older (the C interface is versioned, older headers drive it).
set(OnnxRuntime_VERSION "")
if(EXISTS "${_ort_root}/VERSION_NUMBER")
  file(STRINGS "${_ort_root}/VERSION_NUMBER" OnnxRuntime_VERSION LIMIT_COUNT 1)
  string(STRIP "${OnnxRuntime_VERSION}" OnnxRuntime_VERSION)
elseif(OnnxRuntime_LIBRARY)
  file(REAL_PATH "${OnnxRuntime_LIBRARY}" _ort_real)
  if(_ort_real MATCHES "libonnxruntime\\.so\\.([0-9]+\\.[0-9]+\\.[0-9]+)$")
    set(OnnxRuntime_VERSION "${CMAKE_MATCH_1}")
  else()
    file(STRINGS "${_ort_real}" _ort_symbol_version REGEX "^VERS_[0-9.]+$" LIMIT_COUNT 1)
    string(REPLACE "VERS_" "" OnnxRuntime_VERSION "${_ort_symbol_version}")
  endif()
endif()

file(GLOB OnnxRuntime_LICENSES "${_ort_root}/LICENSE*" "${_ort_root}/ThirdPartyNotices*")

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OnnxRuntime
  REQUIRED_VARS OnnxRuntime_LIBRARY OnnxRuntime_INCLUDE_DIR
  VERSION_VAR OnnxRuntime_VERSION
  REASON_FAILURE_MESSAGE
    "Looked in ${_ort_root}, named by ${_ort_origin}. Run installer/dependencies, which fetches the pinned release, or set ONNXRUNTIME_ROOT to a folder with include/ and lib/.")

if(OnnxRuntime_FOUND AND NOT TARGET OnnxRuntime::OnnxRuntime)
  add_library(OnnxRuntime::OnnxRuntime SHARED IMPORTED)
  set_target_properties(OnnxRuntime::OnnxRuntime PROPERTIES
    IMPORTED_LOCATION "${OnnxRuntime_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${OnnxRuntime_INCLUDE_DIR}"
    INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${OnnxRuntime_INCLUDE_DIR}")
endif()

unset(_ort_root)
unset(_ort_origin)
unset(_ort_cache)
unset(_ort_pin)
unset(_ort_real)
unset(_ort_symbol_version)

# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
#
# The OpenCV modules that COMPONENTS names, as imported targets opencv_<component>, and nothing else.
#
# Why not OpenCV's own package file: Debian's demands every module to be installed (libopencv-dev: 240 packages more, with
# GDAL's, VTK's and Qt 5's development files), though reading images needs three. This module takes the libraries that are there.

find_path(OpenCV_INCLUDE_DIR opencv2/core/version.hpp PATH_SUFFIXES opencv4)
mark_as_advanced(OpenCV_INCLUDE_DIR)

set(OpenCV_VERSION "")
if(OpenCV_INCLUDE_DIR)
  file(STRINGS "${OpenCV_INCLUDE_DIR}/opencv2/core/version.hpp" _cv_lines REGEX "^#define CV_VERSION_(MAJOR|MINOR|REVISION) +[0-9]+")
  list(TRANSFORM _cv_lines REPLACE ".* ([0-9]+)$" "\\1")
  list(JOIN _cv_lines "." OpenCV_VERSION)
  unset(_cv_lines)
endif()

set(OpenCV_LIBS "")
foreach(_cv_component IN LISTS OpenCV_FIND_COMPONENTS)
  find_library(OpenCV_${_cv_component}_LIBRARY opencv_${_cv_component})
  mark_as_advanced(OpenCV_${_cv_component}_LIBRARY)
  if(OpenCV_${_cv_component}_LIBRARY AND EXISTS "${OpenCV_INCLUDE_DIR}/opencv2/${_cv_component}.hpp")
    set(OpenCV_${_cv_component}_FOUND TRUE)
    list(APPEND OpenCV_LIBS opencv_${_cv_component})
  endif()
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCV
  REQUIRED_VARS OpenCV_INCLUDE_DIR
  VERSION_VAR OpenCV_VERSION
  HANDLE_COMPONENTS
  REASON_FAILURE_MESSAGE "Run installer/dependencies, which installs it.")

if(OpenCV_FOUND)
  foreach(_cv_component IN LISTS OpenCV_FIND_COMPONENTS)
    if(OpenCV_${_cv_component}_FOUND AND NOT TARGET opencv_${_cv_component})
      add_library(opencv_${_cv_component} SHARED IMPORTED)
      set_target_properties(opencv_${_cv_component} PROPERTIES
        IMPORTED_LOCATION "${OpenCV_${_cv_component}_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${OpenCV_INCLUDE_DIR}"
        INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${OpenCV_INCLUDE_DIR}")
    endif()
  endforeach()
endif()
unset(_cv_component)

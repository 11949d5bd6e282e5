#!/bin/sh
# SPDX-License-Identifier: MIT
# What is saved is kept, whatever happens ($TENKEN): the small size of tests/torture/run.sh, which tells more.

set -u
cd "$SRC" || exit 1
SIZE=ci exec sh tests/torture/run.sh

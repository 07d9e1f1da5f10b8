#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds dist/index.html, the page of all views. Does nothing when it is newer than what it is made of.
#
#   ./build.sh            build if needed
#   ./build.sh --check    type check and unit tests too
#   ./build.sh --force    build in any case
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

check=no force=no
for argument in "$@"; do
  case "$argument" in
    --check) check=yes ;;
    --force) force=yes ;;
    *)
      echo "build.sh: unknown option $argument (known: --check, --force)" >&2
      exit 2
      ;;
  esac
done

inputs=(src scripts package.json package-lock.json .npmrc vite.config.ts tsconfig.json build.sh)
fresh=no
if [[ $force = no && -f dist/index.html && -z "$(find "${inputs[@]}" -newer dist/index.html -print -quit)" ]]; then
  fresh=yes
fi
if [[ $fresh = yes && $check = no ]]; then
  echo "dist/index.html is up to date"
  exit 0
fi

need="the views are built with Node.js 20.19 or newer and its npm: install the package nodejs of your system, or take it from the site of Node.js"
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "build.sh: node or npm is not on the PATH; $need" >&2
  exit 1
fi
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "build.sh: node is version $(node --version); $need" >&2
  exit 1
fi

stamp=node_modules/.installed
lock="$(cat package.json package-lock.json .npmrc | sha256sum | cut -d' ' -f1)"
if [[ ! -f $stamp || "$(cat "$stamp")" != "$lock" ]]; then
  npm ci --no-audit --no-fund --loglevel=error
  echo "$lock" >"$stamp"
fi

# Checks of the very same files are not repeated, so that the daily tests stay quick.
checked=node_modules/.checked
if [[ $check = yes ]]; then
  if [[ $force = no && -f $checked && -z "$(find "${inputs[@]}" test -newer $checked -print -quit)" ]]; then
    echo "nothing changed since the last check"
  else
    npm run --silent check
    npm test --silent
    touch $checked
  fi
fi
if [[ $fresh = no ]]; then
  npm run --silent build
fi

#!/bin/sh
# Installs what the project needs and this system lacks, Debian packages and npm
# packages, and says what it does. Prints nothing if nothing is missing.
#
#   sh src/setup/install.sh demo   what building and serving the page needs
#   sh src/setup/install.sh test   that, and what the tests and the lint need
set -eu

setup=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$setup/../.."

fail() {
  printf '\ninstall.sh: ' >&2
  printf '%s\n' "$@" >&2
  exit 1
}

has() { command -v "$1" >/dev/null; }

# The Debian packages, and what each is for.
needed() {
  echo "emscripten the Emscripten compiler and its C library
clang-19 the C compiler
lld-19 the linker for WebAssembly
libclang-rt-19-dev-wasm32 the C compiler's own library for WebAssembly
wasi-libc the C library for WASI"
  has node || echo "nodejs runs the tools and the programs"
  has npm || echo "npm installs the JavaScript packages"
  [ "$1" = demo ] || echo "chromium the browser that the tests run in
clang-format-19 checks how the C code is laid out
clang-tidy-19 looks for mistakes in the C code"
}

missing() {
  # shellcheck disable=SC2016,SC2046 # dpkg's own dollars; one word per package
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' \
    $(needed "$1" | cut -d ' ' -f 1) 2>/dev/null | sed -n 's/ installed$//p')
  needed "$1" | while read -r package purpose; do
    echo "$installed" | grep -qxF "$package" || printf '  %-26s %s\n' "$package" "$purpose"
  done
}

install_debian() {
  if ! has dpkg-query || ! has apt-get; then
    fail "this system has no apt-get. The project is built on Debian 12, with these packages:" \
      "$(needed "$1")"
  fi
  list=$(missing "$1")
  [ -n "$list" ] || return 0
  packages=$(echo "$list" | awk '{ printf " %s", $1 }')

  echo "These Debian packages are needed and not installed:"
  echo "$list"
  by_hand="apt-get update && apt-get install -y --no-install-recommends$packages"
  sudo=""
  if [ "$(id -u)" != 0 ]; then
    has sudo ||
      fail "installing them takes root, and there is no sudo here. Run this as root, then try again:" \
        "$by_hand"
    sudo="sudo "
  fi
  echo "Installing them. That can take minutes, and apt tells only of errors."
  for command in "apt-get -qq update" "apt-get -qq install -y --no-install-recommends$packages"; do
    command="${sudo}env DEBIAN_FRONTEND=noninteractive $command"
    echo "Running: $command"
    # Thousands of lines would hide ours; errors go to stderr.
    $command >/dev/null ||
      fail "this failed, see the messages above: $command" \
        "Check the network and your rights. To do it by hand, run this as root, then try again:" \
        "$by_hand"
  done
}

# Runs npm ci in a folder, unless what its lock file says is what is there.
# The second argument is a command that proves, in that folder, that it worked:
# a program for this kind of processor is an optional package, and npm is content
# when it cannot get one.
install_npm() {
  stamp=$1/node_modules/.installed-lock
  lock=$(cksum <"$1/package-lock.json")
  [ ! -e "$stamp" ] || [ "$(cat "$stamp")" != "$lock" ] || return 0
  command="npm ci --include=dev --include=optional --no-audit --no-fund --loglevel=error"
  echo "Running in $1: $command"
  (cd "$1" && $command) ||
    fail "this failed in $1, see the messages above: $command" \
      "Check the network and npm's settings (npm config list), then try again."
  (cd "$1" && sh -c "$2") >/dev/null ||
    fail "npm ci went well in $1, but then this failed there: $2" \
      "Perhaps a package for this system is missing. Remove node_modules and try again."
  echo "$lock" >"$stamp"
}

case ${1-} in
  demo | test) ;;
  *) sed -n 's/^#   //p' "$setup/install.sh" >&2 && exit 2 ;;
esac

install_debian "$1"
install_npm "$PWD" 'node_modules/.bin/esbuild --version'
# npx finds a package's commands in the projects that use it; here they are at home.
for command in asyncio-cc asyncio-run; do
  ln -sf "../../src/cli/$command.js" "node_modules/.bin/$command"
done
# Debian's Node is too old: a newer one is among those that the tests run under.
if [ "$1" = test ] || [ "$(sh "$setup/node.sh" 2>/dev/null)" != "$(command -v node)" ]; then
  # shellcheck disable=SC2016 # for the sh that runs it
  install_npm "$PWD/tests/node" 'for version in 20 26; do "$(sh ../../src/setup/node.sh $version)" --version || exit; done'
fi

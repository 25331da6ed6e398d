#!/bin/sh
# Prints the path of the Node to use: the one on PATH if it is new enough, else
# the newest that the tests bring. `node.sh 20` and `node.sh 26` print that
# version's, as the tests bring it.
set -eu

if [ $# = 0 ] && node=$(command -v node); then
  major=$("$node" --version)
  major=${major#v}
  if [ "${major%%.*}" -ge 20 ]; then
    echo "$node"
    exit
  fi
fi

versions=$(CDPATH='' cd -- "$(dirname -- "$0")/../../tests/node" && pwd)/node_modules
# npm installs only the one that is for this machine's processor.
for node in "$versions/node-${1:-26}-"*/bin/node; do
  if [ -x "$node" ]; then
    echo "$node"
    exit
  fi
done
echo "node.sh: no Node ${1:-26} in $versions: run sh src/setup/install.sh test" >&2
exit 1

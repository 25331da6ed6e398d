#!/bin/sh
# Runs a command in this project on a Debian 12 that has nothing but git and
# make, as a new user's machine may be:
#
#   sh src/setup/prove-bare-debian.sh [--worktree] [--reuse] FOLDER COMMAND...
#
# FOLDER becomes the system; it must not exist yet, or with --reuse it is an
# earlier run's, taken as that run left it. HEAD is cloned to
# /root/asyncio-wasm in it, COMMAND runs there, and its status is returned.
# --worktree: the files as they are here now, committed or not, ignored ones
# left out. Needs root, debootstrap and a network. Nothing stays mounted: rm -rf
# FOLDER is safe once the command has ended.
# BARE_DEBIAN_BASE names the tarball that keeps the bare system between runs.
# shellcheck disable=SC2016 # the quoted dollars are for apt and for inner shells
set -eu

fail() { echo "prove-bare-debian.sh: $*" >&2; exit 1; }
usage() { sed -n 's/^#   //p' "$0" >&2; exit 2; }

worktree=''
reuse=''
while :; do
  case ${1-} in
    --worktree) worktree=1 ;;
    --reuse) reuse=1 ;;
    -*) usage ;;
    *) break ;;
  esac
  shift
done
[ $# -ge 2 ] || usage
folder=$1
shift
checkout=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
base=${BARE_DEBIAN_BASE:-/var/tmp/bare-debian-12.tar}

[ "$(id -u)" = 0 ] || fail "must run as root (it makes a chroot)"
command -v debootstrap >/dev/null || fail "needs debootstrap: apt-get install debootstrap"

make_base() {
  # The mirror this machine itself uses, whatever that is.
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk '$2 == "bookworm" && $3 == "main" { print $1; exit }')
  [ -n "$mirror" ] || fail "this machine's apt knows no Debian 12 (bookworm) mirror"
  echo "Making a bare Debian 12: $base"
  mkdir "$folder"
  debootstrap --variant=minbase --include=git,make bookworm "$folder" "$mirror" >"$base.log" 2>&1 ||
    fail "debootstrap failed, see $base.log and $folder/debootstrap"
  # Through a second name, so that an interrupted run leaves no half tarball.
  tar -C "$folder" -cf "$base.part" . && mv "$base.part" "$base"
}

# How to reach the mirrors and the registry is a matter of this machine, not of
# the system under proof. Package pins (preferences.d) are not copied: they are
# no part of a bare Debian.
copy_client_settings() {
  rm -f "$folder/etc/apt/sources.list"
  for file in sources.list sources.list.d apt.conf apt.conf.d auth.conf auth.conf.d \
    keyrings trusted.gpg trusted.gpg.d; do
    [ ! -e "/etc/apt/$file" ] || cp -a "/etc/apt/$file" "$folder/etc/apt/"
  done
  cp -an /usr/share/keyrings/. "$folder/usr/share/keyrings/"
  cp -L /etc/resolv.conf /etc/hosts "$folder/etc/"
  [ ! -e "$HOME/.npmrc" ] || cp -L "$HOME/.npmrc" "$folder/root/.npmrc"
  if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
    # Not to its own place: there it would hide that ca-certificates is missing.
    cp -L /etc/ssl/certs/ca-certificates.crt "$folder/etc/client-ca.crt"
    echo 'Acquire::https::CAInfo "/etc/client-ca.crt";' >"$folder/etc/apt/apt.conf.d/00client-ca"
  fi
}

copy_checkout() {
  rm -rf "$folder/root/asyncio-wasm"
  git clone --quiet --no-hardlinks ${worktree:+--no-checkout} "$checkout" "$folder/root/asyncio-wasm"
  [ -n "$worktree" ] || return 0
  git -C "$checkout" ls-files -z --cached --others --exclude-standard |
    # Files that git knows and that are deleted here are no part of the tree.
    (cd "$checkout" && xargs -0 sh -c 'for f; do [ ! -e "$f" ] || printf "%s\0" "$f"; done' sh) |
    tar -C "$checkout" --null --verbatim-files-from -T - -cf - |
    tar -C "$folder/root/asyncio-wasm" --no-same-owner -xf -
  git -C "$folder/root/asyncio-wasm" reset --quiet
}

if [ ! -e "$folder" ]; then
  if [ -e "$base" ]; then
    mkdir "$folder"
    tar -C "$folder" -xpf "$base"
  else
    make_base
  fi
  copy_client_settings
  copy_checkout
elif [ -z "$reuse" ]; then
  fail "$folder exists: remove it, or add --reuse to go on with it"
elif [ -n "$worktree" ]; then
  # The packages stay, the checkout is new.
  copy_checkout
fi

# A clean environment, but for what says how to reach the network.
set -- sh -c 'cd ~/asyncio-wasm && exec "$@"' sh "$@"
[ -z "${NODE_EXTRA_CA_CERTS-}" ] || set -- NODE_EXTRA_CA_CERTS=/etc/client-ca.crt "$@"
for name in $(env | sed -n 's/=.*//p' | grep -iE '^(npm_config_[a-z0-9_]+|[a-z]+_proxy)$'); do
  set -- "$name=$(printenv "$name")" "$@"
done
set -- env -i HOME=/root LANG=C.UTF-8 TERM="${TERM:-dumb}" \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"

# Mount and process namespaces of its own: when the command ends, however it
# ends, the kernel takes back the mounts and ends what the command left running.
# unshare ignores SIGTERM, so it is told to end when this script does. `exit`
# keeps either sh in place, the inner as the first process there, which reaps.
setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child sh -c '
  folder=$1
  shift
  mount --rbind /dev "$folder/dev" &&
    mount --rbind /sys "$folder/sys" &&
    mount -t proc proc "$folder/proc" || exit 1
  chroot "$folder" "$@"
  exit $?' sh "$folder" "$@"
exit $?

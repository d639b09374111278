#!/bin/sh
# Installs what the container tests need: a Docker daemon, a compose command and debootstrap.
#
# For: a fresh Debian (or Ubuntu) machine and CI, run once, as root.
# Always: it installs only what is missing, so running it twice is harmless, and it never replaces
# a Docker that is there already (docker.io and Docker's own packages exclude each other).
set -eu

if [ "$(id -u)" -ne 0 ]; then
    echo "install-docker.sh: run it as root, for instance with: sudo sh $0" >&2
    exit 1
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "install-docker.sh: apt-get is not here; install Docker, docker-compose and debootstrap" \
        "with this system's own package manager." >&2
    exit 1
fi

missing=""
command -v dockerd >/dev/null 2>&1 || missing="$missing docker.io"
if ! docker compose version >/dev/null 2>&1; then
    command -v docker-compose >/dev/null 2>&1 || missing="$missing docker-compose"
fi
command -v debootstrap >/dev/null 2>&1 || missing="$missing debootstrap"

if [ -z "$missing" ]; then
    echo "install-docker.sh: a Docker daemon, compose and debootstrap are already installed."
    exit 0
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update
# Word splitting is wanted: each word of the list is one package.
# shellcheck disable=SC2086
apt-get install -y --no-install-recommends $missing

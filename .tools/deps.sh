#!/usr/bin/env bash
# Installs what the tests need and this machine lacks, and nothing else:
#   a real Redis server, Chromium, a font with Chinese characters, Apache with mod_auth_openidc,
#   PostgreSQL with its client programs, a C compiler.
#
# As root with apt-get: distribution packages, their services not started.
# As an ordinary user with apt-get: the same packages, unpacked below .tools/bin/root and reached
# through small wrappers in .tools/bin; nothing is written outside the checkout. The PostgreSQL that
# internal/platform/localpg fetches from npm will not do: pg_dump and pg_restore do not come with it.
# Without apt-get: says what to install.
#
# What was found is written to .tools/bin/env, which the Makefile's steps read.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$PWD/.tools/bin
root=$bin/root
mkdir -p "$bin"

# Found things

redis() { PATH="$bin:$PATH" command -v redis-server; }

# A browser the caller names wins. Ubuntu's chromium-browser is a stub for snap and is not tried.
chrome() {
	local each
	for each in "${CHROME_PATH:-}" chromium google-chrome google-chrome-stable \
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "$bin/chromium"; do
		[ -n "$each" ] && command -v "$each" && return
	done
	return 1
}

chinese_font() {
	if command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh file)" ]; then return; fi
	[ -n "$(find /usr/share/fonts /usr/local/share/fonts "$root/usr/share/fonts" -iname '*cjk*' -print -quit 2>/dev/null)" ]
}

# The server is found by its pg_dump, which stands beside it and is what a part of a PostgreSQL lacks.
# Apache with the module that signs in by OpenID Connect; no service, only the program.
apache() {
	local each
	for each in apache2 /usr/sbin/apache2 "$bin/apache2"; do
		command -v "$each" && return
	done
	return 1
}

apache_modules() {
	local each
	for each in /usr/lib/apache2/modules "$root/usr/lib/apache2/modules"; do
		if [ -e "$each/mod_auth_openidc.so" ]; then
			echo "$each"
			return
		fi
	done
	return 1
}

postgres() {
	[ -x "$bin/pg_dump" ] && return
	local each
	for each in "$(command -v postgres)" /usr/lib/postgresql/*/bin/postgres /usr/pgsql-*/bin/postgres /opt/homebrew/opt/postgresql@*/bin/postgres; do
		[ -x "$each" ] && [ -x "$(dirname "$(readlink -f "$each")")/pg_dump" ] && return
	done
	return 1
}

# Getting what is missing

say() { printf 'deps: %s\n' "$*"; }

# Shows what a command printed only when it failed.
quietly() {
	local printed
	printed=$("$@" 2>&1) || { printf '%s\n' "$printed"; return 1; }
}

# With root: services stay down, because each of the packages would otherwise start a server of its own.
install_as_root() {
	say "installing $*"
	if [ ! -e /usr/sbin/policy-rc.d ]; then
		printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
		chmod +x /usr/sbin/policy-rc.d
		trap 'rm -f /usr/sbin/policy-rc.d' EXIT
	fi
	export DEBIAN_FRONTEND=noninteractive
	quietly apt-get update -qq
	if [[ " $* " == *" postgresql "* ]]; then # without its default cluster, which would take port 5432
		quietly apt-get install -y -qq --no-install-recommends postgresql-common
		sed -i "s/^#\?create_main_cluster.*/create_main_cluster = false/" /etc/postgresql-common/createcluster.conf
	fi
	quietly apt-get install -y -qq --no-install-recommends "$@"
}

# Without root: apt's lists and archives live in a directory of ours; the machine's own list of installed
# packages is read, so that only what is missing is fetched.
unpack_as_user() {
	say "unpacking $* below .tools/bin/root (no root here)"
	local apt=$bin/apt
	mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" "$root"
	local private=(-qq -o "Dir::State=$apt/state" -o "Dir::State::status=/var/lib/dpkg/status"
		-o "Dir::Cache=$apt/cache" -o Debug::NoLocking=1 -o APT::Sandbox::User="$(id -un)")
	quietly apt-get "${private[@]}" update
	quietly apt-get "${private[@]}" install -y --no-install-recommends --download-only "$@"
	local deb
	for deb in "$apt"/cache/archives/*.deb; do
		# The running libc stays: a second one beside the machine's loader does not start.
		case ${deb##*/} in libc6_* | libc-bin_*) continue ;; esac
		dpkg-deb -x "$deb" "$root"
	done
	rm -rf "$apt"
	write_wrappers
}

# Unpacked programs look for libraries, and fonts, below $root first.
write_wrappers() {
	local libraries
	libraries=$(find "$root" -name 'lib*.so*' -printf '%h\n' | sort -u | paste -sd:)
	cat >"$bin/fonts.conf" <<-XML
		<?xml version="1.0"?>
		<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
		<fontconfig>
		  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
		  <dir>/usr/share/fonts</dir>
		  <dir>$root/usr/share/fonts</dir>
		  <cachedir>$bin/fontcache</cachedir>
		</fontconfig>
	XML
	wrap redis-server usr/bin/redis-server
	wrap chromium usr/lib/chromium/chromium
	wrap apache2 usr/sbin/apache2
	local program
	for program in postgres initdb pg_ctl pg_dump pg_restore psql; do
		wrap "$program" "$(cd "$root" && compgen -G "usr/lib/postgresql/*/bin/$program" | sort -V | tail -1)"
	done
}

wrap() { # name, program below $root
	[ -f "$root/$2" ] || return 0
	cat >"$bin/$1" <<-SH
		#!/bin/sh
		export LD_LIBRARY_PATH='$libraries'
		export FONTCONFIG_FILE='$bin/fonts.conf'
		exec '$root/$2' "\$@"
	SH
	chmod +x "$bin/$1"
}

missing=()
redis >/dev/null || missing+=(redis-server)
chrome >/dev/null || missing+=(chromium)
chinese_font || missing+=(fonts-noto-cjk)
apache >/dev/null || missing+=(apache2-bin)
apache_modules >/dev/null || missing+=(libapache2-mod-auth-openidc)
postgres || missing+=(postgresql)
if [ "$(id -u)" = 0 ]; then
	# Go's race detector is linked with a C compiler; without root the tests run without it.
	command -v gcc >/dev/null || command -v clang >/dev/null || missing+=(gcc libc6-dev)
fi

if [ ${#missing[@]} -gt 0 ]; then
	if ! command -v apt-get >/dev/null; then
		say "missing: ${missing[*]}. There is no apt-get here; please install them and run this again."
		exit 1
	elif [ "$(id -u)" = 0 ]; then
		install_as_root "${missing[@]}"
	else
		unpack_as_user "${missing[@]}"
	fi
fi

# A font unpacked for a browser that the machine already had reaches it through the same setting.
{
	echo "export PATH='$bin':\"\$PATH\""
	echo "export CHROME_PATH='$(chrome)'"
	echo "export APACHE_PATH='$(apache)'"
	echo "export APACHE_MODULES='$(apache_modules)'"
	if [ -e "$bin/fonts.conf" ]; then echo "export FONTCONFIG_FILE='$bin/fonts.conf'"; fi
} >"$bin/env"
say "redis $(redis), browser $(chrome)"

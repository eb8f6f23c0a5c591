#!/usr/bin/env bash
# Sees to it that some Rust toolchain of this machine can build for the browser. Does nothing, quickly, when
# one can.
#
#   WASM_STD=rustup   (the default) adds the target to the toolchain in use, from the Rust project's servers
#   WASM_STD=debian   where only package registries may be asked, as in CI: takes Debian's compiler for
#                     WebAssembly and builds its standard library once, from Debian's sources. Native code
#                     keeps the default toolchain; rustup knows this one as `debian-web`.
#
# `cargo xtask` finds out by itself which toolchain it was.
set -euo pipefail

target=wasm32-unknown-unknown
linked_as=debian-web

say() { echo "setup-wasm: $*" >&2; }
fail() { say "$*"; exit 1; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Whether the given rustc has a standard library for the target.
has_std() {
    local libdir
    libdir=$("$@" --print target-libdir --target "$target" 2>/dev/null) || return 1
    compgen -G "$libdir/libstd-*.rlib" >/dev/null
}

# Whether what it has can be linked into a module, which also needs the linker.
links() {
    local scratch result=0
    scratch=$(mktemp -d)
    echo '#[unsafe(no_mangle)] pub extern "C" fn length(n: u32) -> usize { n.to_string().len() }' >"$scratch/probe.rs"
    "$@" --edition 2024 --crate-type cdylib --target "$target" -o "$scratch/probe.wasm" "$scratch/probe.rs" \
        >/dev/null 2>&1 || result=1
    rm -rf "$scratch"
    return $result
}

from_rustup() {
    command -v rustup >/dev/null \
        || fail "rustc has no $target: install rustup (https://rustup.rs), or on Debian set WASM_STD=debian"
    say "adding $target with rustup"
    rustup target add "$target" >&2 \
        || fail "rustup could not add $target: try again with a network, or on Debian set WASM_STD=debian"
}

# Where Debian's rustc looks for the library, and the file there that says which rustc it was built with.
debian_libdir() { /usr/bin/rustc --print target-libdir --target "$target"; }
built_with=built-with

# Whether what was built is for the rustc that is installed now, and rustup knows it.
debian_is_ready() {
    [ -x /usr/bin/rustc ] && has_std rustc "+$linked_as" \
        && cmp -s "$(debian_libdir)/$built_with" <(/usr/bin/rustc --version --verbose)
}

# Debian's compiler, its own cargo and the sources of its standard library.
debian_packages() {
    local missing=() package
    for package in rustc-web cargo-web rust-web-src; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
}

install_packages() {
    say "installing $*"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yqq --no-install-recommends "$@" >/dev/null
}

# rustc looks for `rust-lld` in its own sysroot. The one of rustup needs rustup's libLLVM; Debian's lld of the
# same LLVM needs nothing else.
debian_linker() {
    local bin llvm
    bin=$(dirname "$(/usr/bin/rustc --print target-libdir)")/bin
    "$bin/rust-lld" -flavor wasm --version >/dev/null 2>&1 && return
    llvm=$(/usr/bin/rustc --version --verbose | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
    install_packages "lld-$llvm"
    as_root mkdir -p "$bin"
    as_root ln -sfn "/usr/lib/llvm-$llvm/bin/lld" "$bin/rust-lld"
}

# Builds the standard library with an empty crate and puts it where rustc looks. Again only for another rustc.
debian_std() {
    local libdir sources scratch
    libdir=$(debian_libdir)
    cmp -s "$libdir/$built_with" <(/usr/bin/rustc --version --verbose) && links /usr/bin/rustc && return

    say "building the standard library for $target with $(/usr/bin/rustc --version): a minute or two"
    sources=/usr/lib/rustlib/src/rust
    scratch=$(mktemp -d)
    mkdir "$scratch/src"
    echo '#![no_std]' >"$scratch/src/lib.rs"
    printf '[workspace]\n[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2024"\n' >"$scratch/Cargo.toml"
    # Bitcode, or `lto = "fat"` fails on what is built here. Paths that say nothing of this machine.
    (
        cd "$scratch"
        unset RUSTUP_TOOLCHAIN CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET CARGO_TARGET_DIR
        RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_PROFILE_RELEASE_DEBUG=false \
            RUSTFLAGS="-Cembed-bitcode=yes --remap-path-prefix=$sources=/rust --remap-path-prefix=$(readlink -f "$sources")=/rust --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=/registry" \
            /usr/bin/cargo build --quiet --release --target "$target" --target-dir built \
            -Z build-std=std,panic_abort,panic_unwind,proc_macro
    ) || { rm -rf "$scratch"; fail "the standard library does not build"; }
    as_root rm -rf "$libdir"
    as_root mkdir -p "$libdir"
    find "$scratch/built/$target/release/deps" -name '*.rlib' ! -name 'libempty-*' -print0 | as_root xargs -0 cp -t "$libdir"
    rm -rf "$scratch"
    /usr/bin/rustc --version --verbose | as_root tee "$libdir/$built_with" >/dev/null
    links /usr/bin/rustc || fail "what was built in $libdir does not link"
}

from_debian() {
    command -v apt-get >/dev/null || fail "WASM_STD=debian needs Debian 13 or later: set WASM_STD=rustup"
    debian_packages
    debian_linker
    debian_std
    # Without rustup, Debian's toolchain is the default one.
    command -v rustup >/dev/null || return 0
    local sysroot
    sysroot=$(/usr/bin/rustc --print sysroot)
    [ "$(rustc "+$linked_as" --print sysroot 2>/dev/null)" = "$sysroot" ] \
        || rustup toolchain link "$linked_as" "$sysroot" >&2
}

has_std rustc && exit 0
debian_is_ready && exit 0
case ${WASM_STD:-rustup} in
    rustup) from_rustup ;;
    debian) from_debian ;;
    *) fail "WASM_STD is rustup or debian, not $WASM_STD" ;;
esac
has_std rustc || debian_is_ready || fail "there is still no standard library for $target"

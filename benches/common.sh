# What the scripts beside this one share. They source it after `cd` to the repository.
export PYTHONDONTWRITEBYTECODE=1 # The scripts import each other, and nothing is to be left beside them.

# binary_to_measure SCRIPT [BINARY]: sets `binary` to that one, or to a fresh release build; ends the script, well, when
# there is none.
binary_to_measure() {
    local script=$1
    if [ $# -gt 1 ]; then
        binary=$(realpath "$2")
    else
        cargo build --release --quiet || { echo "$script: the release build failed; nothing was measured" >&2; exit 0; }
        binary=$(realpath "${CARGO_TARGET_DIR:-target}/release/competency")
    fi
}

# peers SCRIPT PACKAGE==VERSION…: puts a Python with these packages first on the path; installs them once, below target/.
peers() {
    local script=$1 venv
    shift
    venv=${CARGO_TARGET_DIR:-target}/peers
    [ -x "$venv/bin/python3" ] || python3 -m venv "$venv" || { echo "$script: no python3 -m venv" >&2; exit 0; }
    "$venv/bin/pip" --quiet --disable-pip-version-check install "$@" || { echo "$script: $* cannot be installed" >&2; exit 0; }
    PATH="$(realpath "$venv")/bin:$PATH"
}

# What up, status and down have in common. To be read by them.
#
#   CLEAVE_LOCAL_DIR    where everything is kept; default: ~/.cleave/local
#   CLEAVE_LOCAL_PORT   the first of 23 ports; default: 7270: PostgreSQL, from 10 above nodes, from 20 above their APIs
#   CLEAVE_LOCAL_LANES  lanes of each node; default: a third of the cores, at least 1
#   CLEAVE              the command; default: the one of this checkout or distribution

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
dir=${CLEAVE_LOCAL_DIR:-$HOME/.cleave/local}
port=${CLEAVE_LOCAL_PORT:-7270}
nodes="a b c"

fail() { # message
  echo "deploy/local: $1" >&2
  exit 1
}

case $port in
  '' | *[!0-9]*) fail "CLEAVE_LOCAL_PORT: $port (expected: a number)" ;;
esac
cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 3)
lanes=${CLEAVE_LOCAL_LANES:-$((cores < 6 ? 1 : cores / 3))}
if [ -n "${CLEAVE:-}" ]; then
  cleave=$CLEAVE
elif [ -x "$here/../../cleave" ]; then
  cleave=$here/../../cleave
else
  cleave=$here/../../bin/cleave
fi

node_port() { # node
  case $1 in a) echo $((port + 10)) ;; b) echo $((port + 11)) ;; c) echo $((port + 12)) ;; esac
}

api_port() { # node
  case $1 in a) echo $((port + 20)) ;; b) echo $((port + 21)) ;; c) echo $((port + 22)) ;; esac
}

# The process of a node, if it is there: the number in its file may be another's by now.
pid_of() { # node
  pid=$(cat "$dir/$1.pid" 2>/dev/null) || return 1
  case $(ps -o args= -p "$pid" 2>/dev/null) in
    *"$dir/$1.conf"*) echo "$pid" ;;
    *) return 1 ;;
  esac
}

is_there() { # node: does it answer?
  curl -sf -o /dev/null --max-time 5 "http://127.0.0.1:$(api_port "$1")/healthz"
}

is_controller() { # node: does it take jobs?
  curl -sf -o /dev/null --max-time 5 "http://127.0.0.1:$(api_port "$1")/readyz"
}

address() { # of all nodes, for CLEAVE_ADDRESS: whichever is the controller is found
  echo "127.0.0.1:$(api_port a),127.0.0.1:$(api_port b),127.0.0.1:$(api_port c)"
}

# --- PostgreSQL ------------------------------------------------------------------------------------------------------

find_postgres() { # sets postgres to the newest folder with its programs
  postgres=
  for bin in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin; do
    if [ -x "$bin/initdb" ]; then postgres=$bin; fi
  done
  if [ -z "$postgres" ] && command -v initdb >/dev/null 2>&1; then
    postgres=$(dirname -- "$(command -v initdb)")
  fi
  [ -n "$postgres" ] || fail "no PostgreSQL here (expected: initdb on the PATH, as from the package postgresql)"
}

# PostgreSQL refuses to run as root; in a user namespace it is nobody, and its files are still root's.
as_nobody() { # command
  if [ "$(id -u)" = 0 ]; then unshare -U "$@"; else "$@"; fi
}

pg() { # command and arguments of pg_ctl
  as_nobody "$postgres/pg_ctl" -D "$dir/postgres" -w "$@"
}

store_is_up() {
  [ -d "$dir/postgres" ] && pg status >/dev/null 2>&1
}

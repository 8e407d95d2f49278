#!/bin/sh
# Makes the tables of docs/scale.md anew, from simulated runs: deploy/scale-tables.sh [TABLE …]
#
# TABLE is one of latency, lanes, work, cost, slow, failures, shapes; all of them without. CLEAVE names the command,
# ./cleave by default. Each row takes seconds to minutes of one core; 1000 nodes of 64 lanes about 1 GiB of memory.

set -eu
cleave=${CLEAVE:-$(dirname "$0")/../cleave}


header() {
  printf '\n| %s | efficiency | ramp-up | messages / s | busiest 100 ms, / s | coordinator at work | leases | retries |\n' "$1"
  printf '|---|---|---|---|---|---|---|---|\n'
}

# row NAME OPTION…
row() {
  name=$1
  shift
  json=$($cleave simulate "$@" --json)
  printf '%s\n' "$json" | awk -v name="$name" '
    function value(line) { sub(/^[^:]*: */, "", line); sub(/,$/, "", line); return line }
    /^  "efficiency"/ { efficiency = value($0) }
    /^  "rampUp"/ { ramp = value($0) }
    /^  "messagesPerSecond"/ { messages = value($0) }
    /^  "busiestMessagesPerSecond"/ { busiest = value($0) }
    /^  "coordinatorShare"/ { share = value($0) }
    /^  "leases"/ { leases = value($0) }
    /^  "retries"/ { retries = value($0) }
    END {
      printf "| %s | %.3f | %s | %.0f | %.0f | %.1f %% | %d | %d |\n", name, efficiency,
        ramp == "null" ? "never" : sprintf("%.1f ms", 1000 * ramp), messages, busiest, 100 * share, leases, retries
    }'
}

like="--program uts -p tree=T1"

latency() {
  header "nodes × lanes, latency"
  for nodes in 10 100 1000; do
    for latency in 0.05ms 0.2ms 1ms 20ms; do
      row "$nodes × 8, $latency" $like --work 1s --nodes $nodes --cores 8 --latency $latency
    done
  done
}

lanes() {
  header "nodes × lanes"
  for cores in 1 8 64; do
    row "1000 × $cores" $like --work 1s --nodes 1000 --cores $cores
  done
}

work() {
  header "work per lane, latency, 100 × 8"
  for work in 100ms 1s 10s; do
    row "$work, 0.2ms" $like --work $work --nodes 100 --cores 8 --latency 0.2ms
    row "$work, 20ms" $like --work $work --nodes 100 --cores 8 --latency 20ms
  done
}

cost() {
  header "cost of a message, nodes × lanes"
  for cost in 1us 5us 20us; do
    row "$cost, 100 × 8" $like --work 1s --nodes 100 --cores 8 --message-cost $cost
    row "$cost, 1000 × 8" $like --work 1s --nodes 1000 --cores 8 --message-cost $cost
  done
}

slow() {
  header "first node's speed, nodes × lanes"
  for speed in 1 0.5 0.1; do
    for nodes in 10 100; do
      row "$speed, $nodes × 8" $like --work 2s --nodes $nodes --cores 8 --slow-node $speed
    done
  done
}

failures() {
  header "a node fails every minute, nodes × lanes, 5 min of work per lane"
  for nodes in 10 100; do
    row "never, $nodes × 8" $like --work 5m --nodes $nodes --cores 8
    row "60s, $nodes × 8" $like --work 5m --nodes $nodes --cores 8 --fail-every 60s
  done
}

shapes() {
  header "tree, 100 × 8, 1 s of work per lane"
  row "uts T1 (geometric)" --program uts -p tree=T1 --work 1s --nodes 100 --cores 8
  row "uts T3 (binomial, deep)" --program uts -p tree=T3 --work 1s --nodes 100 --cores 8
  row "nqueens 12" --program nqueens -p n=12 -p kernel=false --work 1s --nodes 100 --cores 8
  row "fib 30" --program fib -p n=30 --work 1s --nodes 100 --cores 8
}

for table in ${*:-latency lanes work cost slow failures shapes}; do
  case $table in
    latency | lanes | work | cost | slow | failures | shapes) $table ;;
    *)
      echo "$table: no such table (expected: latency, lanes, work, cost, slow, failures, shapes)" >&2
      exit 2
      ;;
  esac
done

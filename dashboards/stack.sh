#!/usr/bin/env bash
# Shixu with the demonstration city, its history, Prometheus, Alertmanager and
# Grafana, all on loopback, until Ctrl-C. `make stack` runs it; compose.yaml
# uses its first half (`stack.sh prepare`) in a container.
#
# Variables, and what they are without:
#   SHIXU              bin/shixu        the program
#   STACK              stack            the folder for everything that is kept
#   STACK_LANG         zh-CN            zh-CN or en
#   STACK_YEAR         that of the latest 31 October that has passed
#   SHIXU_PORT 9480, PROMETHEUS_PORT 9090, ALERTMANAGER_PORT 9093, GRAFANA_PORT 3000
#   PROMETHEUS, ALERTMANAGER   the programs; default: those of Debian's packages
#   GRAFANA_HOME       Grafana's folder, where grafana is not on PATH
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
shixu=$(realpath "${SHIXU:-$here/../bin/shixu}")
lang=${STACK_LANG:-zh-CN}
year=${STACK_YEAR:-$(($(date +%Y) - (10#$(date +%m) < 11)))}
mkdir -p "${STACK:-stack}"
stack=$(realpath "${STACK:-stack}")
city=$stack/$year/city
history=$stack/$year/prometheus
shixu_port=${SHIXU_PORT:-9480} prometheus_port=${PROMETHEUS_PORT:-9090}
alertmanager_port=${ALERTMANAGER_PORT:-9093} grafana_port=${GRAFANA_PORT:-3000}

say() { if [ "$lang" = zh-CN ]; then echo "$1"; else echo "$2"; fi; }
fail() { say "$1" "$2" >&2; exit 1; }

# prepare writes the city, loads it and fills in history until now; only once,
# and a start that was stopped goes on where it was.
prepare() {
  if [ ! -e "$city/.written" ]; then
    "$shixu" --lang="$lang" demo --dir "$city" --year "$year"
    echo 'per_project: true' >>"$city/shixu.yaml"
    touch "$city/.written"
  fi
  ln -sfn "$year" "$stack/current" # for compose.yaml, which knows no year
  quiet_receivers >"$stack/$year/alertmanager.yml"
  [ -e "$history/.filled" ] && return
  cd "$city"
  "$shixu" --lang="$lang" ingest || [ $? -eq 3 ] # 3: some rows were set aside, on purpose
  "$shixu" --lang="$lang" backfill --step=1h --output-dir="$history" --label=job=shixu --label=instance=shixu >/dev/null
  touch "$history/.filled"
}

# free stops early where somebody listens on a port already.
free() {
  if (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null; then
    fail "端口 $2 已被占用；请设 $1 为其他端口" "port $2 is taken; set $1 to another one"
  fi
}

# run starts a program in the background; its log is kept beside its data. It has a
# process group of its own (set -m), so that Ctrl-C reaches only this script, which
# stops everything in order.
names=() pids=()
run() {
  local name=$1
  shift
  set -m
  "$@" >"$stack/$name.log" 2>&1 </dev/null &
  set +m
  names+=("$name") pids+=($!)
}

# ready waits until a page answers with success.
ready() {
  local name=$1 port=$2 path=$3 pid=${pids[-1]} reply
  for _ in $(seq 600); do
    kill -0 "$pid" 2>/dev/null || break
    reply=
    if exec 3<>"/dev/tcp/127.0.0.1/$port"; then
      printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$path" "$port" >&3
      read -r -t 10 reply <&3 || true
      exec 3>&-
    fi 2>/dev/null
    [[ $reply == *' 200 '* ]] && return
    sleep 0.2
  done
  tail -20 "$stack/$name.log" >&2
  fail "$name 未能启动；日志见 $stack/$name.log" "$name did not start; its log is $stack/$name.log"
}

# stop ends everything in the order opposite to the start.
stop() {
  trap - EXIT
  trap '' INT TERM HUP
  local i
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    kill "${pids[i]}" 2>/dev/null || true
    wait "${pids[i]}" 2>/dev/null || true
  done
}

# quiet_receivers takes the example's routes and inhibitions, and no addresses:
# the stack shows alerts and sends none.
quiet_receivers() {
  awk '/^[a-z_]+:/ { part = $1 }
    part == "receivers:" && !/^receivers:/ && !/^  - name:/ { next }
    part == "templates:" || (part == "global:" && /^  (smtp|wechat)_/) { next }
    { print }' "$here/alertmanager/alertmanager.yml"
}

[ -x "$shixu" ] || fail "没有 $shixu；先 make build" "there is no $shixu; run make build first"
if [ "${1:-}" = prepare ]; then
  prepare
  exit
fi

prometheus=$(type -P "${PROMETHEUS:-prometheus}") ||
  fail '未找到 prometheus；Debian：apt install prometheus prometheus-alertmanager' 'prometheus is not here; Debian: apt install prometheus prometheus-alertmanager'
alertmanager=$(type -P "${ALERTMANAGER:-prometheus-alertmanager}" || type -P alertmanager) ||
  fail '未找到 prometheus-alertmanager；Debian：apt install prometheus-alertmanager' 'prometheus-alertmanager is not here; Debian: apt install prometheus-alertmanager'
grafana=()
if [ -n "${GRAFANA_HOME:-}" ] && [ -x "$GRAFANA_HOME/bin/grafana" ]; then
  grafana=("$GRAFANA_HOME/bin/grafana" server)
elif type -P grafana >/dev/null; then
  grafana=(grafana server)
elif type -P grafana-server >/dev/null; then
  grafana=(grafana-server)
fi

free SHIXU_PORT "$shixu_port"
free PROMETHEUS_PORT "$prometheus_port"
free ALERTMANAGER_PORT "$alertmanager_port"
free GRAFANA_PORT "$grafana_port"
trap stop EXIT
trap 'exit 0' INT TERM HUP
(prepare)

# What depends on ports and language is written anew at each start.
rm -rf "$stack/mixin" && mkdir -p "$stack/mixin"
"$shixu" --lang="$lang" mixin --out="$stack/mixin" --grafana-url="http://127.0.0.1:$grafana_port" --shixu-url="http://127.0.0.1:$shixu_port" >/dev/null
sed -e "s/shixu:9480/127.0.0.1:$shixu_port/; s/alertmanager:9093/127.0.0.1:$alertmanager_port/; s#rules/#prometheus/#" \
  "$here/provisioning/prometheus/prometheus.yml" >"$stack/mixin/prometheus.yml"

cd "$city"
run shixu "$shixu" --lang="$lang" serve --web.listen-address="127.0.0.1:$shixu_port"
ready shixu "$shixu_port" /-/ready
cd "$stack"
run alertmanager "$alertmanager" --config.file="current/alertmanager.yml" --storage.path="$stack/alertmanager" --data.retention=240h \
  --web.listen-address="127.0.0.1:$alertmanager_port" --cluster.listen-address=
ready alertmanager "$alertmanager_port" /-/ready
run prometheus "$prometheus" --config.file=mixin/prometheus.yml --storage.tsdb.path="$history" --storage.tsdb.retention.time=100y \
  --web.listen-address="127.0.0.1:$prometheus_port" --web.external-url="http://127.0.0.1:$prometheus_port"
ready prometheus "$prometheus_port" /-/ready
if [ ${#grafana[@]} -gt 0 ]; then
  # No login is needed to look; whoever wants to change something finds the
  # administrator's password in the folder.
  [ -e grafana_password ] || (umask 077 && head -c 18 /dev/urandom | base64 >grafana_password)
  export PROMETHEUS_URL="http://127.0.0.1:$prometheus_port" DASHBOARDS="$stack/mixin/grafana" DASHBOARDS_FOLDER=Shixu
  export GF_SERVER_HTTP_ADDR=127.0.0.1 GF_SERVER_HTTP_PORT=$grafana_port GF_SECURITY_ADMIN_PASSWORD=$(<grafana_password)
  export GF_PATHS_DATA="$stack/grafana" GF_PATHS_LOGS="$stack/grafana/log" GF_PATHS_PLUGINS="$stack/grafana/plugins" GF_PATHS_PROVISIONING="$here/provisioning"
  export GF_AUTH_ANONYMOUS_ENABLED=true GF_AUTH_ANONYMOUS_ORG_ROLE=Viewer GF_ALERTING_ENABLED=false GF_UNIFIED_ALERTING_ENABLED=false
  export GF_ANALYTICS_REPORTING_ENABLED=false GF_ANALYTICS_CHECK_FOR_UPDATES=false GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES=false GF_NEWS_NEWS_FEED_ENABLED=false
  export GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH="$stack/mixin/grafana/shixu-city.json" GF_USERS_DEFAULT_THEME=light
  export GF_USERS_DEFAULT_LANGUAGE=$([ "$lang" = zh-CN ] && echo zh-Hans || echo en-US)
  run grafana "${grafana[@]}" --homepath="${GRAFANA_HOME:-/usr/share/grafana}"
  ready grafana "$grafana_port" /api/health
fi

echo
say "时序       http://127.0.0.1:$shixu_port/" "Shixu         http://127.0.0.1:$shixu_port/"
echo "Prometheus    http://127.0.0.1:$prometheus_port/"
echo "Alertmanager  http://127.0.0.1:$alertmanager_port/"
if [ ${#grafana[@]} -gt 0 ]; then
  say "看板       http://127.0.0.1:$grafana_port/" "Dashboards    http://127.0.0.1:$grafana_port/"
else
  say "看板：未找到 Grafana；请装好后置于 PATH，或以 GRAFANA_HOME 指明文件夹" "Dashboards: there is no Grafana; put it on PATH, or name its folder by GRAFANA_HOME"
fi
say '按 Ctrl-C 停止' 'Ctrl-C stops them'

# Where one of them ends, all end.
wait -n -p ended || true
for i in "${!pids[@]}"; do
  [ "${pids[i]}" != "${ended:-}" ] || fail "${names[i]} 已退出；日志见 $stack/${names[i]}.log" "${names[i]} ended; its log is $stack/${names[i]}.log"
done

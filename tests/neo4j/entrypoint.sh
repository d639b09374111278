#!/bin/bash
# The entry point of the stand-in image (docker_image.py), which takes the same environment as the
# official image documents, as far as the tests and docker-compose.yml use it:
#   NEO4J_AUTH=neo4j/<password>, or none
#   NEO4J_some_setting__name=value   becomes   some.setting_name=value   in neo4j.conf
# Always: the data is in /data; the server runs as the unprivileged user 7474, as the official one
# does; an initial password is set only on data that has none yet, so a restart never changes it.
set -euo pipefail

home=/var/lib/neo4j
owner=7474
conf="$home/conf/neo4j.conf"
as_owner=(setpriv "--reuid=$owner" "--regid=$owner" --clear-groups)
java=(java -cp "$home/lib/*" -XX:+UseG1GC
    --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED
    --add-opens=java.base/sun.nio.ch=ALL-UNNAMED
    --add-opens=java.base/java.util.concurrent=ALL-UNNAMED
    -Dio.netty.tryReflectionSetAccessible=true)

mkdir -p /data "$home/conf" "$home/logs" "$home/import" "$home/plugins" "$home/run"
# The conf is written anew at each start, so that a setting taken away is really gone.
{
    echo "server.default_listen_address=0.0.0.0"
    echo "server.directories.data=/data"
} >"$conf"

heap=()
for name in "${!NEO4J_@}"; do
    setting="${name#NEO4J_}"
    # Settings begin in lower case; NEO4J_AUTH, NEO4J_HOME and the like are not settings.
    [[ "$setting" =~ ^[a-z] ]] || continue
    setting="${setting//__/%}"
    setting="${setting//_/.}"
    setting="${setting//%/_}"
    echo "$setting=${!name}" >>"$conf"
    case "$setting" in
        server.memory.heap.initial_size) heap+=("-Xms${!name}") ;;
        server.memory.heap.max_size) heap+=("-Xmx${!name}") ;;
    esac
done

auth="${NEO4J_AUTH:-}"
[[ "$auth" == none ]] && echo "dbms.security.auth_enabled=false" >>"$conf"
chown -R "$owner:$owner" "$home/conf" "$home/logs" "$home/import" "$home/plugins" "$home/run" /data

if [[ -n "$auth" && "$auth" != none ]]; then
    if [[ "$auth" != neo4j/* ]]; then
        echo "NEO4J_AUTH must be 'none' or 'neo4j/<password>': the first user is always neo4j." >&2
        exit 1
    fi
    if [[ ! -d /data/databases/system ]]; then
        NEO4J_HOME="$home" NEO4J_CONF="$home/conf" "${as_owner[@]}" "${java[@]}" \
            org.neo4j.cli.AdminTool dbms set-initial-password "${auth#neo4j/}"
    fi
fi

# exec: the server is process 1 and gets the SIGTERM of 'docker stop' itself.
exec "${as_owner[@]}" "${java[@]}" "${heap[@]}" org.neo4j.server.CommunityEntryPoint \
    "--home-dir=$home" "--config-dir=$home/conf" --console-mode

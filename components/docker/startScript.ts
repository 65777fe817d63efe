import { APP_PORT } from "../app/health";
import { LIFECYCLE } from "../app/lifecycle";

const PORT_IN_HEX = APP_PORT.toString(16).toUpperCase().padStart(4, "0");

/**
 * LobeHub cuts streams at SIGTERM once it has parsed a file, and an engine knows nothing to do before SIGTERM. So
 * the container's first process is this one: it tells LobeHub to stop once nobody is connected any more.
 */
export const START_SCRIPT = `/bin/node /app/server.js &
app=$!
connected() { cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -c ':${PORT_IN_HEX} [0-9A-F]*:[0-9A-F]* 01 '; }
drain() {
  left=${LIFECYCLE.preStopSeconds}
  while [ "$left" -gt 0 ] && [ "$(connected)" -gt 0 ]; do
    sleep 1
    left=$((left - 1))
  done
  kill -TERM "$app"
}
trap drain TERM
code=0
wait "$app" || code=$?
if kill -0 "$app" 2>/dev/null; then
  code=0
  wait "$app" || code=$?
fi
exit "$code"
`;

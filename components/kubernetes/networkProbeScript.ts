/** Reads where the session store is, and asks for a connection of three seconds at most. */
const REACHES = `
address=\${REDIS_URL##*@}
address=\${address%%/*}
store=\${address%:*}
port=\${address##*:}
reaches() { nc -z -w 3 "$1" "$2" 2>/dev/null; }
`;

/** A rule takes some seconds to reach a new pod, so each look is repeated until it is as it should be, a minute long. */
const UNTIL_AS_WANTED = `
looks=0
until as_wanted; do
  looks=$((looks + 1))
  if [ "$looks" -ge 20 ]; then echo "$wrong"; exit 1; fi
  sleep 1
done
echo "$right"
`;

/** Of a pod like the app's. */
export const OPEN_SCRIPT = `${REACHES}
as_wanted() {
  wrong="the session store at $store:$port does not answer a pod that may reach it"
  reaches "$store" "$port" || return 1
  wrong="the metadata service at 169.254.169.254 answers a pod, and with it come the node's credentials"
  ! reaches 169.254.169.254 80
}
right="the session store answers, the metadata service does not"
${UNTIL_AS_WANTED}`;

/** Of a pod that may reach nothing. Three times in a row: one look in vain may have other reasons. */
export const CLOSED_SCRIPT = `${REACHES}
as_wanted() {
  wrong="a pod that may reach nothing reaches the session store at $store:$port: this cluster does not obey network policies"
  ! reaches "$store" "$port" && ! reaches "$store" "$port" && ! reaches "$store" "$port"
}
right="the session store does not answer a pod that may reach nothing"
${UNTIL_AS_WANTED}`;

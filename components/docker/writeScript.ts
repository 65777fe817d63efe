/** How long a server may take to answer, and Traefik to go by a new file, in seconds. */
const PATIENCE_SECONDS = 20;

/** What a writer says right before its file is in place. */
export const MOVES = "The new file goes in its place.";

/**
 * What a writer runs, for busybox: when each URL of $SERVER_1, $SERVER_2 and so on answers, it puts $CONTENT in the
 * place of $FOLDER/$FILE at once, then asks the load balancer at $STATUS_URL until $ROUTER, which only this content
 * has, is enabled. If that never happens, what was there is there again, and the script fails with one sentence. Its
 * log says when the file moved (`docker logs --timestamps`).
 */
export const WRITE_SCRIPT = `
begun=$(date +%s)
for server in $(env | sed -n 's/^SERVER_[0-9]*=//p'); do
  until wget -q -T 2 -O /dev/null "$server" 2> /dev/null; do
    if [ $(($(date +%s) - begun)) -ge ${PATIENCE_SECONDS} ]; then
      echo "$server does not answer after ${PATIENCE_SECONDS} s, so $FILE stays as it was. Its log says why (docker logs)."
      exit 1
    fi
    sleep 0.1
  done
done
now=$FOLDER/$FILE new=$FOLDER/.$FILE.new old=$FOLDER/.$FILE.old
rm -f "$old"
if [ -e "$now" ]; then cp "$now" "$old"; fi
printf '%s' "$CONTENT" > "$new"
echo "${MOVES}"
mv "$new" "$now"
written=$(date +%s)
until wget -q -T 2 -O - "$STATUS_URL/in-effect/$ROUTER" 2> /dev/null | grep -q '"status":"enabled"'; do
  if [ $(($(date +%s) - written)) -ge ${PATIENCE_SECONDS} ]; then
    if [ -e "$old" ]; then mv "$old" "$now"; else rm "$now"; fi
    echo "The load balancer at $STATUS_URL does not go by $FILE after ${PATIENCE_SECONDS} s; what was there before is back. Its log says why (docker logs, label lobechat.part=edge)."
    exit 1
  fi
  sleep 0.1
done
rm -f "$old"
echo "$FILE is in effect: $ROUTER."
`;

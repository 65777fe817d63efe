/**
 * The `aws` command, as far as the pods' scripts use it, on a folder that stands for S3: `$S3_ROOT/<bucket>/<key>`.
 * Whatever else is asked of it, it refuses.
 */
export const AWS_COMMAND = `#!/bin/sh
set -eu
place() {
  case $1 in
    s3://*) printf %s "$S3_ROOT/\${1#s3://}" ;;
    *) printf %s "$1" ;;
  esac
}
refuse() { echo "the stand-in of the aws command does not know: $*" >&2; exit 252; }
copy() {
  to=$(place "$2")
  mkdir -p "$(dirname "$to")"
  cp "$(place "$1")" "$to" || { echo "fatal error: $1 does not exist" >&2; exit 1; }
}
list() {
  while [ $# -gt 0 ]; do
    case $1 in
      --bucket) bucket=$2 ;;
      --prefix) prefix=$2 ;;
      --query) query=$2 ;;
      --output) [ "$2" = text ] || refuse "--output $2" ;;
      *) refuse "$1" ;;
    esac
    shift 2
  done
  mkdir -p "$S3_ROOT/$bucket"
  cd "$S3_ROOT/$bucket"
  keys=$(find . -type f | sed 's|^[.]/||' | sort | while read -r key; do
    case $key in "$prefix"*) echo "$key" ;; esac
  done)
  case $query in
    "Contents[].Key") [ -n "$keys" ] && printf '%s\\n' $keys || echo None ;;
    "Contents[0].Size") [ -n "$keys" ] && stat -c %s "$(printf '%s\\n' $keys | head -n 1)" || echo None ;;
    *) refuse "--query $query" ;;
  esac
}
case "$1 $2" in
  "s3 cp") shift 2; copy "$@" ;;
  "s3api list-objects-v2") shift 2; list "$@" ;;
  "cloudwatch put-metric-data") ;;
  *) refuse "$@" ;;
esac
`;

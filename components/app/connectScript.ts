/**
 * A shell function for PostgreSQL's clients. What a process was started with is everybody's to read, so a password
 * is never an argument: `connect <url>` sets `database` to the address without it, and PGPASSWORD to the password
 * itself. Clients take that one as it is, so what the address escapes is written out.
 */
export const CONNECT_SCRIPT = `connect() {
  scheme=\${1%%://*}
  rest=\${1#*://}
  database=$1
  PGPASSWORD=
  export PGPASSWORD
  case \${rest%%/*} in *:*@*) ;; *) return 0 ;; esac
  user=\${rest%%:*}
  database="$scheme://$user@\${rest#*@}"
  rest=\${rest%%@*}
  rest=\${rest#*:}
  PGPASSWORD=$(while :; do
    case $rest in
      *%*)
        printf %s "\${rest%%\\%*}"
        rest=\${rest#*%}
        code=\${rest%"\${rest#??}"}
        rest=\${rest#??}
        printf "\\\\$(printf %03o "0x$code")"
        ;;
      *) printf %s "$rest"; break ;;
    esac
  done)
}
`;

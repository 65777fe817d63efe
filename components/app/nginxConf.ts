/** The port that the unprivileged image listens on. */
export const ASSETS_PORT = 8080;

/** What nginx answers of itself, without asking a colour. */
export const ASSETS_HEALTH_PATH = "/healthz";

/** Where nginx of the unprivileged image may write. */
const ASSETS_CACHE_FOLDER = "/tmp/assets";

/** Where names are looked up again and again, because what they stand for comes and goes. */
export interface Lookup {
  /** The address of the name server. */
  resolver: string;
  /** Further `server` blocks. */
  servers: string;
}

/**
 * nginx that finds a hashed file on whichever colour has it: it asks one, and on 404 or an error the other.
 * Which one it asks first does not matter, and so nothing here depends on the active colour: a file's name has
 * the hash of its content, and is kept for a week once it was found. What neither has is not remembered.
 * @param first host and port of one colour's Service
 * @param second of the other's
 * @param lookup without it both names are looked up once, as those of Services that stay
 */
export function nginxConf(first: string, second: string, lookup?: Lookup): string {
  const upstreams =
    lookup === undefined
      ? `${upstream("first", first)}\n${upstream("second", second)}`
      : `  resolver ${lookup.resolver} valid=5s ipv6=off;`;
  const passTo = (name: string, host: string) =>
    lookup === undefined
      ? `proxy_pass http://${name};`
      : // Only what is in a variable is looked up again.
        `set $${name} ${host};\n      proxy_pass http://$${name};`;
  return `worker_processes 1;
error_log /dev/stderr warn;
pid /tmp/nginx.pid;
events { worker_connections 4096; }
http {
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path /tmp/client; proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi; uwsgi_temp_path /tmp/uwsgi; scgi_temp_path /tmp/scgi;

  proxy_cache_path ${ASSETS_CACHE_FOLDER} levels=1:2 keys_zone=assets:10m max_size=1g inactive=7d use_temp_path=off;
  proxy_cache assets;
  proxy_cache_key $uri;
  proxy_cache_valid 200 7d;
  proxy_cache_lock on;
  proxy_cache_use_stale error timeout updating;
  proxy_ignore_headers Set-Cookie Vary;
  proxy_hide_header Set-Cookie;
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_set_header Host $host;
  proxy_set_header Accept-Encoding "";
  proxy_connect_timeout 2s;
  proxy_read_timeout 10s;
  gzip on; gzip_proxied any; gzip_types text/css application/javascript application/json;

${upstreams}

  server {
    listen ${ASSETS_PORT};
    location = ${ASSETS_HEALTH_PATH} { return 200 "ok"; }
    location / {
      ${passTo("first", first)}
      proxy_intercept_errors on;
      recursive_error_pages on;
      error_page 404 500 502 503 504 = @second;
    }
    location @second {
      ${passTo("second", second)}
    }
  }
${lookup?.servers ?? ""}}
`;
}

function upstream(name: string, host: string): string {
  return `  upstream ${name} { server ${host} max_fails=0; keepalive 16; }`;
}

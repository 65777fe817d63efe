/** A PostgreSQL on loopback. It asks nobody for a password. */
export interface Postgres {
  port: number;
  /** As in `18.6`. */
  version: string;
  stop: () => void;
}

/** Where PostgreSQL and Redis listen: what lets pods out to them and what lets pods in have to agree. */
export const POSTGRES_PORT = 5432;
export const REDIS_PORT = 6379;

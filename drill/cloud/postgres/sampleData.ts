import { createCipheriv, randomBytes } from "node:crypto";

/**
 * A small LobeHub's database, as far as a restore looks at it: migrations, users, what they wrote, and a key that
 * one of them has stored. Names and types are LobeHub's own.
 *
 * @param keyVaultsSecret 32 bytes in base64: what the app encrypts stored keys with
 */
export function sampleData(keyVaultsSecret: string): string {
  return `create schema drizzle;
create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
insert into drizzle.__drizzle_migrations (hash, created_at)
  select md5(n::text), 1700000000000 + n from generate_series(1, 86) as n;
create table users (id text primary key, email text, created_at timestamptz not null default now());
insert into users (id, email) select 'user_' || n, 'user' || n || '@example.com' from generate_series(1, 50) as n;
create table messages (id text primary key, user_id text not null references users (id), role text not null, content text);
insert into messages
  select 'msg_' || n, 'user_' || (1 + n % 50), case n % 2 when 0 then 'user' else 'assistant' end, repeat('words and more words ', 1 + n % 20)
  from generate_series(1, 2000) as n;
create table ai_providers (id text not null, user_id text not null references users (id), key_vaults text, primary key (id, user_id));
insert into ai_providers values ('openai', 'user_1', '${storedKey(keyVaultsSecret)}');
`;
}

/** Written after the dump: what a restore does not bring back. */
export const WRITTEN_LATER =
  "insert into messages values ('msg_later', 'user_1', 'user', 'written after the dump')";

/** As LobeHub stores a key: AES-256-GCM, as iv:tag:data in hex. */
function storedKey(keyVaultsSecret: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(keyVaultsSecret, "base64"), iv);
  const data = Buffer.concat([cipher.update('{"apiKey":"sk-made-up"}'), cipher.final()]);
  return [iv, cipher.getAuthTag(), data].map((part) => part.toString("hex")).join(":");
}

/** Asks by a client of the AWS SDK, and ends it, whatever becomes of the question. */
export async function withClient<Client extends { destroy(): void }, Answer>(
  client: Client,
  ask: (client: Client) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask(client);
  } finally {
    client.destroy();
  }
}

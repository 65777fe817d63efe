import { once } from "node:events";
import { connect } from "node:net";

/**
 * Whether the database takes a connection; where there is no address, nobody has one to refuse.
 * @param address `host:port`
 * @throws Error of the connection that was not taken
 */
export async function reachDatabase(address: string): Promise<void> {
  if (address === "") return;
  const [host = "", port] = address.split(":");
  const socket = connect({ host, port: Number(port) });
  try {
    await once(socket, "connect");
  } finally {
    socket.destroy();
  }
}

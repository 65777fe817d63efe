import { connect } from "node:net";

/** Those ports of 127.0.0.1 that somebody listens on. */
export async function openOf(ports: readonly number[]): Promise<number[]> {
  const open = await Promise.all(ports.map(isOpen));
  return ports.filter((_port, index) => open[index]);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      resolve(true);
      socket.destroy();
    });
    socket.once("error", () => {
      resolve(false);
    });
  });
}

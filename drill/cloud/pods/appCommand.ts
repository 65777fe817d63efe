import type { Image } from "../cloud";

export interface AppCommands {
  /** The small app, bundled. */
  appFile: string;
  /** A real app instead of the small one. */
  app: { command: string; env: Record<string, string> } | undefined;
}

/** What to run for an image of the app's. */
export function commandOf(image: Image, { appFile, app }: AppCommands): [string, string[]] {
  switch (image.behavior ?? "healthy") {
    case "silent":
      return ["sleep", ["86400"]];
    case "crashes":
      return ["sh", ["-c", "echo 'this image cannot start' >&2; exit 1"]];
    case "healthy":
    case "failing":
      return app === undefined
        ? [process.execPath, [appFile, image.version, image.behavior ?? "healthy"]]
        : ["sh", ["-c", app.command]];
  }
}

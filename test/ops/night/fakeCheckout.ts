import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { BundleSource } from "../../../ops/night/bundleSource";

/** The first bytes of a program for Linux on x86-64. */
function elf(machine = 62): Buffer {
  const header = Buffer.alloc(64);
  header.writeUInt32BE(0x7f454c46, 0);
  header.writeUInt16LE(machine, 18);
  return header;
}

const LOCK = {
  packages: {
    "": {},
    "node_modules/@pulumi/aws": {},
    "node_modules/@pulumi/aws/node_modules/semver": {},
    "node_modules/mocha": { dev: true },
    "node_modules/swc-darwin": { optional: true },
  },
};

const AWS = { name: "@pulumi/aws", pulumi: { name: "aws", resource: true, version: "7.49.0" } };

/** A checkout with everything around it that goes into a bundle, and much that does not. */
export class FakeCheckout {
  readonly folder = mkdtempSync(join(tmpdir(), "lobechat-checkout-"));
  readonly source: BundleSource = {
    checkout: join(this.folder, "checkout"),
    path: [join(this.folder, "empty"), join(this.folder, "pulumi")].join(":"),
    pulumiHome: join(this.folder, "home"),
  };
  /** What the stack was deployed with. */
  readonly stack = {
    name: "acme/lobechat/prod",
    deployment: {
      exportStack: () =>
        Promise.resolve({
          version: 3,
          deployment: {
            resources: [
              { type: "pulumi:pulumi:Stack" },
              { type: "pulumi:providers:aws", inputs: { version: "7.48.0", region: "eu" } },
            ],
          },
        }),
    },
  };

  constructor() {
    this.write("checkout/Pulumi.yaml", "name: lobechat");
    this.write("checkout/Pulumi.dev.yaml", "config: {}");
    this.write("checkout/index.ts", "export {};");
    this.write("checkout/bin/lobechat", "#!/usr/bin/env node", 0o755);
    this.write("checkout/.env", "TOKEN=tracked-by-mistake");
    this.write("checkout/package-lock.json", JSON.stringify(LOCK));
    symlinkSync("index.ts", join(this.source.checkout, "main.ts"));
    this.write("checkout/.gitignore", "node_modules/\nignored.ts\n");
    this.git("init", "-q");
    this.git("add", "-A");
    this.write("checkout/Pulumi.prod.yaml", "encryptedkey: abc");
    this.write("checkout/new.ts", "export {};");
    this.write("checkout/ignored.ts", "export {};");
    this.write("checkout/notes.txt", "a password");
    this.write("checkout/node_modules/@pulumi/aws/package.json", JSON.stringify(AWS));
    this.write("checkout/node_modules/@pulumi/aws/node_modules/semver/index.js", "");
    this.write("checkout/node_modules/mocha/index.js", "");
    this.write("pulumi/pulumi", elf(), 0o755);
    this.write("pulumi/pulumi-language-nodejs", elf(), 0o755);
    for (const version of ["7.48.0", "7.49.0"])
      this.write(`home/plugins/resource-aws-v${version}/pulumi-resource-aws`, elf(), 0o755);
    this.write("home/credentials.json", "{}");
  }

  write(path: string, content: string | Buffer, mode = 0o644): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
  }

  /** The CLI of another kind of machine. */
  withCliOf(machine: number): void {
    this.write("pulumi/pulumi", elf(machine), 0o755);
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  git(...args: string[]): void {
    execFileSync("git", args, { cwd: this.source.checkout });
  }
}

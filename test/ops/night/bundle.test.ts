import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { writeBundle } from "../../../ops/night/bundle";
import { publishBundle } from "../../../ops/night/publishBundle";
import { operationsOf } from "../../../ops/operations";
import { fakeConfig, outputsFor } from "../support/fakeOutputs";
import { FakeCheckout } from "./fakeCheckout";
import { FakeS3 } from "./fakeS3";
import { onPath } from "../../support/onPath";

const EXPECTED = [
  ".gitignore",
  ".pulumi/plugins/resource-aws-v7.48.0/pulumi-resource-aws",
  ".pulumi/plugins/resource-aws-v7.49.0/pulumi-resource-aws",
  "Pulumi.prod.yaml",
  "Pulumi.yaml",
  "bin/lobechat",
  "bin/pulumi",
  "bin/pulumi-language-nodejs",
  "index.ts",
  "main.ts",
  "new.ts",
  "node_modules/@pulumi/aws/node_modules/semver/index.js",
  "node_modules/@pulumi/aws/package.json",
  "package-lock.json",
];

// A machine that flips has it, to look into a bundle; one that tries the drill need not.
if (onPath("unzip") !== undefined)
  describe("the bundle of a night", () => {
    let checkout: FakeCheckout;
    beforeEach(() => {
      checkout = new FakeCheckout();
    });
    afterEach(() => {
      checkout.remove("");
    });

    const written = () =>
      writeBundle(join(checkout.folder, "bundle.zip"), checkout.stack, checkout.source);

    /** @returns the folder with everything in it, by the system's own unzip */
    function unzipped(zip: string): string {
      const folder = join(checkout.folder, "unzipped");
      mkdirSync(folder);
      execFileSync("unzip", ["-q", zip, "-d", folder]);
      return folder;
    }

    const filesIn = (folder: string): string[] =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => !lstatSync(join(folder, name)).isDirectory())
        .sort();

    it("has the program, its packages, the CLI and the plugins, and no test's packages", async () => {
      const { file } = await written();
      assert.deepEqual(filesIn(unzipped(file)), EXPECTED);
    });

    it("takes the plugins that are deployed, and those that the packages ask for", async () => {
      checkout.remove("home/plugins/resource-aws-v7.49.0");
      await assert.rejects(written(), {
        name: "Refusal",
        message:
          "The plugin aws 7.49.0 is not installed here: run `pulumi plugin install resource aws v7.49.0`.",
      });
    });

    it("has no environment of this machine, and no other stack's file", async () => {
      const folder = unzipped((await written()).file);
      const everything = filesIn(folder)
        .filter((name) => lstatSync(join(folder, name)).isFile())
        .map((name) => readFileSync(join(folder, name), "latin1"))
        .join("\n");
      assert.doesNotMatch(everything, /tracked-by-mistake|a password/);
      assert.match(everything, /encryptedkey: abc/);
    });

    it("keeps what can be run runnable, and a link a link", async () => {
      const folder = unzipped((await written()).file);
      const modeOf = (name: string) => lstatSync(join(folder, name)).mode & 0o777;
      for (const name of EXPECTED.filter((path) => /^bin|resource-aws$/.test(path)))
        assert.equal(modeOf(name), 0o755, name);
      assert.equal(modeOf("index.ts"), 0o644);
      assert.equal(readlinkSync(join(folder, "main.ts")), "index.ts");
    });

    it("has the same where there is no git, by what looks like a part of the program", async () => {
      checkout.remove("checkout/.git");
      assert.deepEqual(
        filesIn(unzipped((await written()).file)),
        [...EXPECTED, "ignored.ts"].filter((name) => name !== ".gitignore").sort(),
      );
    });

    it("says what is missing before it packs anything", async () => {
      checkout.withCliOf(183);
      await assert.rejects(written(), /pulumi does not run on Linux x86-64, where a bundle runs/);
      checkout.write("pulumi/pulumi", "#!/bin/sh\nexec asdf exec pulumi\n", 0o755);
      await assert.rejects(written(), /does not run on Linux x86-64/);
      checkout.remove("pulumi/pulumi");
      await assert.rejects(written(), /^Refusal: The pulumi CLI is not on PATH/);
    });

    it("is not made where a package is not installed", async () => {
      checkout.remove("checkout/node_modules/@pulumi/aws/node_modules");
      const message =
        "node_modules/@pulumi/aws/node_modules/semver is not installed: run `npm ci` first.";
      await assert.rejects(written(), { name: "Refusal", message });
    });

    describe("published", () => {
      let s3: FakeS3;
      beforeEach(async () => {
        s3 = new FakeS3();
        await s3.listen();
      });
      afterEach(() => s3.close());

      const published = (bundleBucket: string | null) => {
        const outputs = outputsFor(fakeConfig(), fakeConfig(), { host: "127.0.0.1", port: 1 });
        const { source, stack } = checkout;
        const operations = { ...operationsOf(outputs), bundleBucket };
        return publishBundle({ awsAccess: s3.access }, { stack, operations }, source);
      };

      it("is one object of the bucket, with its checksum", async () => {
        const { location, bytes } = await published("nights");
        const [put, ...more] = s3.puts;
        assert.deepEqual(more, []);
        assert.deepEqual([location, put?.path], ["s3://nights/bundle.zip", "/nights/bundle.zip"]);
        assert.equal(put?.body.length, bytes);
        assert.equal(put.sha256, createHash("sha256").update(put.body).digest("base64"));
        const zip = join(checkout.folder, "fetched.zip");
        writeFileSync(zip, put.body);
        assert.deepEqual(filesIn(unzipped(zip)), EXPECTED);
      });

      it("has nowhere to go where no automatic rollback is configured", async () => {
        await assert.rejects(published(null), /has no place for a bundle: automatic rollback/);
      });

      it("is not published when S3 does not take it, and that is said", async () => {
        s3.status = 403;
        await assert.rejects(published("nights"), { name: "AccessDenied" });
        assert.equal(s3.puts.length, 1);
      });
    });
  });

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dockerHost, isLocal, publicHostOf } from "../../../components/docker/engine/dockerHost";

describe("where the engine is", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "docker-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** A context of Docker's command, with certificates where it has some. */
  function addContext(name: string, address: string, withTls = false): string {
    const id = createHash("sha256").update(name).digest("hex");
    const meta = join(folder, "contexts", "meta", id);
    mkdirSync(meta, { recursive: true });
    writeFileSync(
      join(meta, "meta.json"),
      JSON.stringify({ Name: name, Endpoints: { docker: { Host: address } } }),
    );
    const tls = join(folder, "contexts", "tls", id, "docker");
    if (withTls) mkdirSync(tls, { recursive: true });
    return tls;
  }

  const hostOf = (environment: Record<string, string> = {}) =>
    dockerHost({ DOCKER_CONFIG: folder, ...environment });

  it("is this machine's, where nothing says anything else", () => {
    assert.equal(hostOf().address, "unix:///var/run/docker.sock");
  });

  it("is what DOCKER_HOST says, before any context", () => {
    addContext("far", "tcp://far:2375");
    writeFileSync(join(folder, "config.json"), JSON.stringify({ currentContext: "far" }));
    assert.equal(hostOf({ DOCKER_HOST: "tcp://near:2375" }).address, "tcp://near:2375");
    assert.equal(hostOf().address, "tcp://far:2375");
  });

  it("is what DOCKER_CONTEXT says, before the current context", () => {
    addContext("far", "tcp://far:2375");
    const certificates = addContext("safe", "tcp://safe:2376", true);
    writeFileSync(join(folder, "config.json"), JSON.stringify({ currentContext: "far" }));
    assert.deepEqual(hostOf({ DOCKER_CONTEXT: "safe" }), {
      address: "tcp://safe:2376",
      certificates,
    });
  });

  it("is asked by TLS where DOCKER_CERT_PATH names certificates", () => {
    const { certificates } = hostOf({ DOCKER_HOST: "tcp://a:2376", DOCKER_CERT_PATH: "/certs" });
    assert.equal(certificates, "/certs");
  });

  it("is refused by ssh, with what to do", () => {
    assert.throws(
      () => hostOf({ DOCKER_HOST: "ssh://me@far" }),
      /cannot ask Docker at ssh:\/\/me@far: open a tunnel/,
    );
  });

  it("is refused where the context is not there", () => {
    assert.throws(() => hostOf({ DOCKER_CONTEXT: "gone" }), /no Docker context called gone/);
  });

  it("publishes its ports there, or here", () => {
    const of = (address: string) => publicHostOf({ address, certificates: undefined });
    assert.equal(of("unix:///var/run/docker.sock"), "127.0.0.1");
    assert.equal(of("tcp://10.0.0.7:2375"), "10.0.0.7");
    assert.equal(isLocal("unix:///var/run/docker.sock"), true);
    assert.equal(isLocal("tcp://127.0.0.1:2375"), true);
    assert.equal(isLocal("tcp://10.0.0.7:2375"), false);
  });
});

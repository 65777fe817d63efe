import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { ApiAnswer } from "../awsApi/protocols";
import { xmlElement } from "../awsApi/xml";

/**
 * What S3 answers to a GET: the list of a bucket, or an object in it. Objects are files below the folder, by
 * bucket and key.
 */
export function answerS3(root: string, path: string): ApiAnswer {
  const { pathname, searchParams } = new URL(path, "http://s3");
  const place = join(root, decodeURIComponent(pathname));
  if (searchParams.get("list-type") === "2")
    return xml(200, listing(place, searchParams.get("prefix") ?? ""));
  if (!existsSync(place) || !statSync(place).isFile())
    return xml(404, xmlElement("Error", { Code: "NoSuchKey", Message: "There is no such key." }));
  return { status: 200, headers: {}, body: readFileSync(place, "utf8") };
}

function listing(bucket: string, prefix: string): string {
  const objects = existsSync(bucket)
    ? readdirSync(bucket, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
  const contents = objects
    .map((file) => ({ key: relative(bucket, file).split(sep).join("/"), stat: statSync(file) }))
    .filter(({ key }) => key.startsWith(prefix))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ key, stat }) =>
      xmlElement("Contents", {
        Key: key,
        Size: stat.size,
        LastModified: stat.mtime.toISOString(),
      }),
    );
  const head = xmlElement("IsTruncated", false);
  return `<ListBucketResult>${head}${contents.join("")}</ListBucketResult>`;
}

function xml(status: number, body: string): ApiAnswer {
  return { status, headers: { "content-type": "application/xml" }, body };
}

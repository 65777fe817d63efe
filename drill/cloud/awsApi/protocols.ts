import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { said } from "../../../ops/said";
import type { Actions } from "./action";
import { ApiError } from "./apiError";
import { parseQuery } from "./queryRequest";
import { xmlElement } from "./xml";

/** The APIs that are there, by what a request names them with. */
export interface Services {
  /** The Query protocol's, by `Version`. */
  query: Readonly<Record<string, { namespace: string; actions: Actions }>>;
  /** AWS JSON's, by what stands before the dot in `X-Amz-Target`. */
  json: Readonly<Record<string, Actions>>;
}

export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Answers one request in the protocol in which it was asked. */
export function answerRequest(
  services: Services,
  headers: IncomingHttpHeaders,
  body: string,
): ApiAnswer {
  const target = headers["x-amz-target"];
  return typeof target === "string"
    ? answerJson(services, target, body)
    : answerQuery(services, body);
}

function answerQuery({ query }: Services, body: string): ApiAnswer {
  const parameters = new URLSearchParams(body);
  const name = parameters.get("Action") ?? "";
  const service = query[parameters.get("Version") ?? ""];
  const RequestId = randomUUID();
  const xml = (status: number, element: string): ApiAnswer => ({
    ...{ status, headers: { "content-type": "text/xml", "x-amzn-requestid": RequestId } },
    body: element.replace(">", ` xmlns="${service?.namespace ?? ""}">`),
  });
  try {
    const result = act(service?.actions, name, parseQuery(parameters));
    const members = { [`${name}Result`]: result, ResponseMetadata: { RequestId } };
    return xml(200, xmlElement(`${name}Response`, members));
  } catch (error) {
    const { code, message } = refusalOf(error);
    const Error = { Type: "Sender", Code: code, Message: message };
    return xml(400, xmlElement("ErrorResponse", { Error, RequestId }));
  }
}

/** An error carries the Query protocol's code in a header too: these APIs spoke it before [Smithy, awsQueryCompatible]. */
function answerJson({ json }: Services, target: string, body: string): ApiAnswer {
  const [service = "", name = ""] = target.split(".");
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amzn-requestid": randomUUID(),
  };
  try {
    const request: unknown = JSON.parse(body);
    const answer = act(json[service], name, request);
    return { status: 200, headers, body: JSON.stringify(seconds(answer)) };
  } catch (error) {
    const { code, message } = refusalOf(error);
    return {
      status: 400,
      headers: { ...headers, "x-amzn-query-error": `${code};Sender` },
      body: JSON.stringify({ __type: code, message }),
    };
  }
}

function act(actions: Actions | undefined, name: string, request: unknown): object {
  const action = actions?.[name];
  if (action === undefined) {
    throw new ApiError("InvalidAction", `the stand-in cloud does not know the action "${name}"`);
  }
  return action(request);
}

/** What is wrong with the parameters, or was refused. */
function refusalOf(error: unknown): { code: string; message: string } {
  if (error instanceof ApiError) return error;
  return { code: "ValidationError", message: said(error) };
}

/** AWS JSON has a time as a number of seconds. */
function seconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(seconds);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, seconds(item)]));
}

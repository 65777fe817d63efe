import type * as aws from "@pulumi/aws";

/** What everyone reads meanwhile. A load balancer answers at most 1,024 bytes by itself. */
const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Back soon</title>
<body style="font: 1.1rem/1.5 system-ui; display: grid; place-content: center; min-height: 90vh; margin: 1rem">
<h1>Back soon</h1>
<p>The chat is being updated. Nothing is lost; this page tries again by itself.</p>
<script>setTimeout(() => location.reload(), 15000)</script>
`;

/** Answers everyone with a fixed page, for a release that the active colour cannot live with. */
export function maintenancePage(): aws.types.input.lb.ListenerRuleAction {
  return {
    type: "fixed-response",
    fixedResponse: { statusCode: "503", contentType: "text/html", messageBody: PAGE },
  };
}

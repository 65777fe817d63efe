/** What everyone reads meanwhile. A load balancer answers at most 1,024 bytes by itself. */
export const MAINTENANCE_PAGE = `<!doctype html>
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

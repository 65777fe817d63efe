import assert from "node:assert/strict";
import { markup } from "../../../drill/report/html/markup";

describe("markup", () => {
  it("takes what is filled in for text, in an attribute too", () => {
    const text = `<b> & "c" & 'd'`;
    assert.equal(
      markup`<i title="${text}">${text}</i>`.text,
      '<i title="&lt;b&gt; &amp; &quot;c&quot; &amp; &#39;d&#39;">&lt;b&gt; &amp; &quot;c&quot; &amp; &#39;d&#39;</i>',
    );
  });

  it("leaves markup as it is, and joins lists of it", () => {
    const items = ["a", "<"].map((item) => markup`<li>${item}</li>`);
    assert.equal(markup`<ul>${items}</ul>${0}`.text, "<ul><li>a</li><li>&lt;</li></ul>0");
  });
});

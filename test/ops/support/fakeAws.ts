import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { COLORS, perColor, type Color } from "../../../config/color";

/** What the guard asks of AWS: the load balancer's count by the Query protocol, alarms by JSON. */
export class FakeAws {
  readonly healthy: Record<Color, number> = { blue: 2, green: 2 };
  readonly alarms: Record<Color, "OK" | "ALARM"> = { blue: "OK", green: "OK" };
  /** What the traffic rule says: target groups by weight. */
  readonly rule: Record<Color, number> = { blue: 100, green: 0 };
  /** The values of tags that were set. */
  readonly tagged: string[] = [];
  /** Called before an answer about targets, with how often that was asked for. */
  onTargets: (asked: number) => void = () => undefined;
  #targetsAsked = 0;
  /** Whether nobody is let in. */
  denied = false;
  readonly #server = createServer((request, response) => {
    void this.#answer(request, response);
  });

  /** @returns its endpoint */
  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const isAlarms = request.headers["x-amz-target"] !== undefined;
    response.statusCode = this.denied ? 403 : 200;
    response.setHeader("content-type", isAlarms ? "application/x-amz-json-1.0" : "text/xml");
    response.end(isAlarms ? this.#alarms() : this.#elb(new URLSearchParams(body)));
  }

  #elb(asked: URLSearchParams): string {
    if (this.denied)
      return "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized</Message></Error></ErrorResponse>";
    const action = asked.get("Action") ?? "";
    if (action === "DescribeRules") return this.#rules();
    if (action === "ModifyRule") return this.#modify(asked);
    if (action === "DescribeTargetHealth") return this.#targets(asked);
    this.tagged.push(
      ...[...asked].flatMap(([name, value]) => (name.endsWith(".Value") ? [value] : [])),
    );
    return `<${action}Response><${action}Result/></${action}Response>`;
  }

  #modify(asked: URLSearchParams): string {
    const group = "Actions.member.1.ForwardConfig.TargetGroups.member.1.TargetGroupArn";
    for (const color of COLORS) this.rule[color] = asked.get(group) === `arn:${color}` ? 100 : 0;
    return "<ModifyRuleResponse><ModifyRuleResult/></ModifyRuleResponse>";
  }

  #rules(): string {
    const groups = COLORS.filter((color) => this.rule[color] > 0).map(
      (color) =>
        `<member><TargetGroupArn>arn:${color}</TargetGroupArn><Weight>${this.rule[color]}</Weight></member>`,
    );
    const action = `<member><Type>forward</Type><ForwardConfig><TargetGroups>${groups.join("")}</TargetGroups></ForwardConfig></member>`;
    return `<DescribeRulesResponse><DescribeRulesResult><Rules><member><Actions>${action}</Actions></member></Rules></DescribeRulesResult></DescribeRulesResponse>`;
  }

  #targets(asked: URLSearchParams): string {
    this.onTargets(++this.#targetsAsked);
    const color = asked.get("TargetGroupArn") === "arn:green" ? "green" : "blue";
    const member =
      "<member><Target><Id>10.0.0.1</Id></Target><TargetHealth><State>healthy</State></TargetHealth></member>";
    const members = member.repeat(this.healthy[color]);
    return `<DescribeTargetHealthResponse><DescribeTargetHealthResult><TargetHealthDescriptions>${members}</TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>`;
  }

  #alarms(): string {
    if (this.denied)
      return JSON.stringify({ __type: "AccessDeniedException", message: "not authorized" });
    const states = perColor((color) => ({
      AlarmName: `lobechat-${color}`,
      StateValue: this.alarms[color],
      StateReason: "20 % of answers are 500",
      StateUpdatedTimestamp: 1_772_366_400,
    }));
    return JSON.stringify({ CompositeAlarms: Object.values(states) });
  }
}

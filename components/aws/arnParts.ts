/** Where a resource is, by its ARN: names of other resources beside it are made of that. */
export function partsOf(arn: string): { region: string; account: string } {
  const [, , , region, account] = arn.split(":");
  if (region === undefined || account === undefined) throw new Error(`${arn} is no ARN`);
  return { region, account };
}

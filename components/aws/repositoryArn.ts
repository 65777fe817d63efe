/**
 * @param repository URL of a repository, without a tag
 * @returns its ARN, where it is ECR's: `<account>.dkr.ecr.<region>.amazonaws.com/<name>`
 */
export function repositoryArn(repository: string): string | undefined {
  const [, account, region, name] =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/(.+)$/.exec(repository) ?? [];
  if (account === undefined || region === undefined || name === undefined) return undefined;
  return `arn:aws:ecr:${region}:${account}:repository/${name}`;
}

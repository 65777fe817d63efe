/**
 * One action of an AWS API.
 *
 * @param request its parameters as plain values; the Query protocol makes text of every one of them
 * @returns the members of its result; `Date`s as such. @throws ApiError what it refuses
 */
export type Action = (request: unknown) => object;

/** Actions by their names. */
export type Actions = Readonly<Record<string, Action>>;

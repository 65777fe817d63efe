/** What is made further down, for what waits for it further up. */
export interface Later<T> {
  readonly value: Promise<T>;
  is: (value: T) => void;
}

export function later<T>(): Later<T> {
  let is: (value: T) => void = () => undefined;
  const value = new Promise<T>((resolve) => {
    is = resolve;
  });
  return {
    value,
    is: (found) => {
      is(found);
    },
  };
}

/** Puts functions in the place of methods while `body` runs. */
export function withMethods<Target extends object, Result>(
  target: Target,
  methods: Partial<Target>,
  body: () => Result,
): Result {
  const before = Object.keys(methods).map(
    (name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const,
  );
  Object.assign(target, methods);
  try {
    return body();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(target, name, descriptor);
      else Reflect.deleteProperty(target, name);
    }
  }
}

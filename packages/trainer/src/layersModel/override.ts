/** Sets a property, and gives what sets it back; one that the object only inherited is deleted again. */
export function override(target: object, property: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, property);
  Reflect.set(target, property, value);
  return () => {
    if (before) Reflect.defineProperty(target, property, before);
    else Reflect.deleteProperty(target, property);
  };
}

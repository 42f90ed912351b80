/** Values by name, of which some names are known. */
export type Named<Name extends string, Value> = Readonly<Record<Name, Value> & Record<string, Value>>;

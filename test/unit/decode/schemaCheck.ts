/** As much of JSON Schema as the manifest uses. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly maxProperties?: number;
  readonly pattern?: string;
}

/** True when a JSON value is as the schema has it. */
export function fits(value: unknown, schema: Schema): boolean {
  const { oneOf, allOf = [], if: condition } = schema;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  if (schema.const !== undefined && schema.const !== value) return false;
  if (oneOf !== undefined && oneOf.filter((one) => fits(value, one)).length !== 1) return false;
  if (!allOf.every((one) => fits(value, one))) return false;
  if (condition !== undefined) {
    const branch = fits(value, condition) ? schema.then : schema.else;
    if (branch !== undefined && !fits(value, branch)) return false;
  }
  if (schema.type !== undefined && !isOf(schema.type, value)) return false;
  if (typeof value === 'number') return fitsNumber(value, schema);
  if (typeof value === 'string') return fitsText(value, schema);
  if (Array.isArray(value)) return fitsList(value, schema);
  return typeof value === 'object' && value !== null ? fitsObject(value, schema) : true;
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function fitsNumber(value: number, schema: Schema): boolean {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = schema;
  return value >= minimum && value <= maximum && value > exclusiveMinimum;
}

function fitsText(value: string, { minLength = 0, maxLength = Infinity, pattern }: Schema) {
  const isLong = value.length >= minLength && value.length <= maxLength;
  return isLong && (pattern === undefined || new RegExp(pattern).test(value));
}

function fitsList(value: readonly unknown[], schema: Schema): boolean {
  const { minItems = 0, maxItems = Infinity, items = {} } = schema;
  const isLong = value.length >= minItems && value.length <= maxItems;
  return isLong && value.every((entry) => fits(entry, items));
}

function fitsObject(value: object, schema: Schema): boolean {
  const { properties = {}, required = [], additionalProperties: others = true } = schema;
  const entries = Object.entries(value);
  if (!required.every((key) => Object.hasOwn(value, key))) return false;
  if (entries.length > (schema.maxProperties ?? Infinity)) return false;
  return entries.every(([key, entry]) => {
    if (schema.propertyNames !== undefined && !fits(key, schema.propertyNames)) return false;
    if (Object.hasOwn(properties, key)) return fits(entry, properties[key]);
    return typeof others === 'boolean' ? others : fits(entry, others);
  });
}

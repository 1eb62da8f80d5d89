/**
 * For ElectroDB, which asks a validator of JSON Schema two things: whether a model is well-formed, which our tests have asked
 * of each before it is deployed, and whether something is a model or an entity made of one. Half of what it takes to load.
 */
export class Validator {
  /** Named by ElectroDB's own formats, which nothing asks for. */
  customFormats!: Record<string, unknown>;

  static {
    this.prototype.customFormats = {};
  }

  addSchema(): void {}

  validate(value: unknown): { errors: { property: string; message: string }[] } {
    const made = typeof value === "object" && value !== null && "_instance" in value;
    return { errors: made ? [{ property: "instance", message: "is no model" }] : [] };
  }
}

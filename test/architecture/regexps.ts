import { runInNewContext } from "node:vm";
import { attachmentRoutes } from "@tessera/core/attachment/attachment.schema";
import ts from "typescript";
import { sources, type Source } from "./sources.ts";

/** A regular expression of ours. */
export interface Pattern {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** What of a file is TypeScript: of a component its scripts. */
const scriptOf = ({ file, text }: Source): string =>
  file.endsWith(".svelte")
    ? [...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, script]) => script).join("\n")
    : text;

/** What stands between a component's tags. */
export const markupOf = ({ text }: Source): string => text.replace(/<script[^>]*>[^]*?<\/script>/g, "");

const written = (initializer: ts.Expression | undefined): boolean =>
  initializer !== undefined &&
  (ts.isStringLiteralLike(initializer) ||
    ts.isTemplateExpression(initializer) ||
    ts.isRegularExpressionLiteral(initializer));

/** The constants at the top of a file that are text or patterns, for those that are put together of them. */
const constantsOf = (file: ts.SourceFile): string =>
  file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .filter(({ initializer }) => written(initializer))
    .map((one) => `const ${one.name.getText()} = ${one.initializer?.getText()};`)
    .join("\n");

const isConstructed = (node: ts.Node): boolean =>
  (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === "RegExp";

/** Every regular expression in a file, written or put together. @throws for one that is put together of other things */
function patternsIn(one: Source): Pattern[] {
  const parsed = ts.createSourceFile(one.file, scriptOf(one), ts.ScriptTarget.Latest, true);
  const found: Pattern[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node) || isConstructed(node)) {
      const text = `${ts.isRegularExpressionLiteral(node) ? "" : constantsOf(parsed)}\n${node.getText()}`;
      const { source, flags } = runInNewContext(text, { attachmentRoutes }) as RegExp;
      found.push({ file: one.file, source, flags });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

/** Those of all that is deployed, each once. */
export function patterns(folders: readonly string[]): Pattern[] {
  const all = folders
    .flatMap((folder) => sources(folder, /\.(ts|js|svelte)$/))
    .filter(({ file }) => !/\.(test|fixture)\.ts$/.test(file))
    .flatMap(patternsIn);
  return [...new Map(all.map((one) => [`/${one.source}/${one.flags}`, one])).values()];
}

import { join } from "node:path";
import ts from "typescript";
import { packageRoot } from "../../sandbox/paths";

/** A name that the package exports. */
export interface ExportedName {
  readonly name: string;
  /** Its doc comment; empty where it has none. */
  readonly comment: string;
  /** Of an interface, by name, with the doc comment of each, its `@default` included. */
  readonly members: Readonly<Record<string, string>>;
}

/** What `import ... from "pulumi-wso2"` offers, types too, as the compiler sees it. */
export function readExportedNames(): ExportedName[] {
  const entry = join(packageRoot, "components", "index.ts");
  const config = ts.readConfigFile(join(packageRoot, "tsconfig.json"), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, packageRoot);
  const program = ts.createProgram([entry], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${entry} is no module`);
  return checker.getExportsOfModule(module).map((each) => {
    const symbol = each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each;
    return {
      name: each.name,
      comment: commentOf(symbol, checker),
      members: symbol.flags & ts.SymbolFlags.Interface ? membersOf(symbol, checker) : {},
    };
  });
}

function membersOf(symbol: ts.Symbol, checker: ts.TypeChecker): Record<string, string> {
  const members = checker.getDeclaredTypeOfSymbol(symbol).getProperties();
  return Object.fromEntries(
    members.map((member) => {
      const tags = member.getJsDocTags(checker).map(({ name, text }) => {
        return `@${name} ${ts.displayPartsToString(text)}`;
      });
      const isOptional = member.flags & ts.SymbolFlags.Optional ? "?" : "";
      return [member.name + isOptional, [commentOf(member, checker), ...tags].join("\n").trim()];
    }),
  );
}

function commentOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker));
}

import { join } from "node:path";
import ts from "typescript";
import { packageRoot } from "../../sandbox/paths";

/** A name that the package exports. */
export interface ExportedName {
  readonly name: string;
  /** Its doc comment; empty where it has none. */
  readonly comment: string;
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
      comment: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    };
  });
}

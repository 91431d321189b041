// What the SDK's own analysis of a component provider says of the library's components.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const ts = require("typescript");
const { Analyzer } = require("@pulumi/pulumi/provider/experimental/analyzer");
const { generateSchema } = require("@pulumi/pulumi/provider/experimental/schema");

const provider = "wso2";

/** Leaves out what no other language has a use for: members that are private, and resources, for which it has `dependsOn`. */
class ComponentAnalyzer extends Analyzer {
  analyzeSymbols(context, symbols) {
    return super.analyzeSymbols(
      context,
      symbols.filter((symbol) => !isPrivate(symbol) && !this.isOfResources(symbol)),
    );
  }

  isOfResources(symbol) {
    const location = symbol.valueDeclaration;
    if (!location) return false;
    const type = this.checker.getNonNullableType(this.checker.getTypeOfSymbolAtLocation(symbol, location));
    const [item] = type.getSymbol()?.escapedName === "Array" ? this.checker.getTypeArguments(type) : [];
    return item?.getSymbol()?.escapedName === "Resource";
  }

  /** @returns the analysis of one component; of others nothing is kept. @throws Error that says what can't cross */
  one(name) {
    Object.assign(this, { components: {}, typeDefinitions: {}, dependencies: [], docStrings: {} });
    this.componentNames = new Set([name]);
    return this.analyze();
  }
}

function isPrivate({ valueDeclaration }) {
  return (
    valueDeclaration !== undefined && ts.getCombinedModifierFlags(valueDeclaration) & ts.ModifierFlags.Private
  );
}

/** The components that other languages get, and all that programs in TypeScript get. */
const entries = { crossing: "../components/provider/components.ts", all: "../components/index.ts" };

/** @param root the package's folder */
exports.openAnalysis = (root) => {
  const analyzer = new ComponentAnalyzer(join(root, "provider"), provider, {}, new Set(["any"]));
  const open = (entry) => {
    analyzer.packageJSON = { main: entry };
    return analyzer;
  };
  return {
    /** Why a component of the library can't cross; undefined where it can. */
    explain(name) {
      try {
        open(entries.all).one(name);
        return undefined;
      } catch (error) {
        return error.message;
      }
    },
    /** The schema of some components. The package's version is added where it is served. */
    schema(names) {
      const all = names.map((name) => open(entries.crossing).one(name));
      const merge = (part) => Object.assign({}, ...all.map((each) => each[part]));
      const { description } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
      const types = merge("typeDefinitions");
      const { version: _, ...schema } = generateSchema(
        provider,
        "",
        description,
        merge("components"),
        types,
        [],
      );
      return JSON.parse(JSON.stringify(schema));
    },
  };
};

// Exports nothing: the engine's runner would take a component that is exported for a provider to describe anew.
require("../dist/components/provider/main.js");
